/**
 * From ink to strokes, for the reading of pictures. Not exported.
 *
 * <p>{@code Mask} and {@code Plane} hold pixels. {@code Skeleton} thins ink to lines of one pixel.
 * {@code StrokeTracer} follows these lines and returns strokes. {@code OutlineFit} moves them to
 * fit the outline of the ink, and {@code Dashes} joins the dashes of a broken line.
 */
@NullMarked
package org.sketchsdk.render.internal.trace;

import org.jspecify.annotations.NullMarked;
