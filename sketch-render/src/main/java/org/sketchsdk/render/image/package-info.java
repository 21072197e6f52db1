/**
 * Reads drawings from pictures: the pixels of a canvas, a scan, a photo of a sheet of paper.
 *
 * <pre>{@code
 * InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());
 * InkExtraction found = extractor.extract(BufferedImages.read(Path.of("sketch.jpg")));
 * if (!found.has(Diagnostic.NO_INK)) {
 *   Raster whatTheModelSees = found.raster();
 * }
 * }</pre>
 *
 * <p>A model that was trained on rendered strokes fails on a picture that is merely shrunk:
 * polarity, the width of the lines, the margin and the shades of the paper all differ. So the
 * picture's lines are traced and drawn again: the raster is, byte for byte, what {@link
 * org.sketchsdk.render.Rasterizer} makes of {@link
 * org.sketchsdk.render.image.InkExtraction#drawing()}.
 *
 * <h2>The method</h2>
 *
 * <ol>
 *   <li><b>Sheet.</b> The picture is averaged down to 256 pixels a side. Its edges vote for
 *       straight lines, and lines are put together to quadrilaterals. A quadrilateral is a sheet if
 *       its sides are edges between two surfaces, end at its corners, and have one material along
 *       their inside. On rough ground, such as a checked cloth, the widest area without edges may
 *       be the sheet, too. The sheet is then read as if seen from straight above; without one, all
 *       of the picture is read.
 *   <li><b>Size.</b> What has more than 640 pixels a side is averaged down over whole squares of
 *       pixels, so that a hairline becomes faint but is not lost; what has fewer than 400 is
 *       interpolated up. A drawing that turns out to be small in a large picture is looked at again
 *       from closer by.
 *   <li><b>Color.</b> On paper of one flat color, darkness is the largest difference of a channel
 *       from that color. In a photo, it is what the paper gives back and the pixel does not, in the
 *       channel where that is most: ink of any color takes light from one channel at least.
 *   <li><b>Light.</b> Where three pixels of ten or more share one color and next to none come close
 *       to it gradually, the paper is drawn and has no light of its own. Otherwise the picture is a
 *       photo: the paper's shade at each place is what remains when things narrower than 5 % of the
 *       picture are filled up with their surroundings (a morphological closing, which keeps slopes
 *       and edges of light), and darkness is the share of that shade which is missing. Wider things
 *       are ink only if they are darker than shadows are: 0.45 up to 12 % of the picture, 0.6 up to
 *       half of it. Light lines on a dark ground are told by the sign of the third moment of the
 *       shades around narrow things.
 *   <li><b>Ruling.</b> Three or more thin straight lines that run from side to side are removed
 *       where nothing darker lies on them; on squared paper, in both directions. What covers the
 *       whole page evenly and is lighter than the ink goes too: dots, squares, print showing
 *       through.
 *   <li><b>Furniture.</b> Edges, punched holes, spirals, frames, writing and small things apart
 *       from the drawing are set aside and listed. On paper, a large outline of any shape is a
 *       frame if it surrounds one drawing of some size and touches it nowhere. {@link
 *       org.sketchsdk.core.StrayMarks Stray marks} are set aside, too: the same rule holds for
 *       pictures and for strokes. Parts that lie close together are one drawing; the largest is the
 *       main one. On a canvas, parts may lie farther apart than on paper, above all rays, whiskers
 *       and other lines that enclose nothing.
 *   <li><b>Ink.</b> A pixel is ink if it is darker than the paper's grain around it by 3.5 standard
 *       deviations, than 0.12 of the ink's typical darkness, and than 0.42 of the darkest pixel
 *       within half the pen's width: lines are cut at about half of their own height, faint ones
 *       too. Parts that are nowhere clearly dark, specks, dust, the edges of the sheet, a table
 *       around it and what lies far off are dropped. Where nothing else is left, parts on rough
 *       ground that touch no side of the picture are the drawing.
 *   <li><b>Lines.</b> The ink is thinned to lines of one pixel, these are followed, straight on
 *       where they cross, cleared of spurs, smoothed, and moved until a round pen led along them
 *       would leave the outline of the ink.
 *   <li><b>Areas.</b> Ink more than two and a half times as wide as the pen is an area, such as an
 *       eye or a scribble. It is cut into rings, which fill it again. Of one that would be more
 *       than six pens wide in the raster, only the outline is drawn, since that is how people draw
 *       such shapes; a color inside of darker outlines is left out.
 * </ol>
 *
 * <p>The drawing may fill the picture or lie on a sheet that shows at least 4 % of it. The longest
 * line must not be shorter than 1/40 of what is read.
 *
 * <p>Everything is computed with the exact operations of IEEE 754, on one thread: the same picture
 * gives the same strokes everywhere. Time and memory are bounded by the size of the search, some
 * 100 bytes at a time for each of at most 640 × 640 pixels besides the picture itself, whatever the
 * picture shows. Figures are in docs/INK_EXTRACTION.md of the project.
 *
 * <p>Nothing in this package uses {@code java.awt}. Picture files are read by {@code
 * org.sketchsdk.render.awt.BufferedImages}; elsewhere, as on Android, a {@link
 * org.sketchsdk.render.image.Picture} is made from an array of pixels.
 */
@NullMarked
package org.sketchsdk.render.image;

import org.jspecify.annotations.NullMarked;
