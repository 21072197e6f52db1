/**
 * Drawings in the files of other tools. {@link org.sketchsdk.core.ink.DrawingFiles} tells the
 * format of a file by its content and reads its drawings one at a time; {@link
 * org.sketchsdk.core.ink.SvgWriter} and {@link org.sketchsdk.core.ink.InkMlWriter} write drawings
 * for other tools.
 *
 * <p>All formats come out as {@link org.sketchsdk.core.quickdraw.QuickDrawRecord records}. What is
 * no ink, or cannot be seen, is left out: texts, pictures, deleted and hidden elements,
 * definitions, movements above the paper. {@link org.sketchsdk.core.quickdraw.ReadStats#leftOut()}
 * counts it by kind.
 *
 * <ul>
 *   <li>Coordinates are those of the file, with transforms applied. Curves become polylines that
 *       depart from the curve by at most 1/1000 of the larger side of the drawing. Areas that are
 *       filled and have no line come as their outline.
 *   <li>Times come as milliseconds since the first point of the drawing. Pressure, tilt, colors and
 *       widths are left out.
 *   <li>The limits of {@link org.sketchsdk.core.quickdraw.ReadOptions} hold for all formats. XML is
 *       read without external references, and entities may add 50,000 characters at most. Arrays of
 *       NumPy that hold pickled objects are refused.
 * </ul>
 *
 * <p>SVG and InkML need the module {@code java.xml}; they are read by SAX, which every JDK and
 * Android have.
 */
@NullMarked
package org.sketchsdk.core.ink;

import org.jspecify.annotations.NullMarked;
