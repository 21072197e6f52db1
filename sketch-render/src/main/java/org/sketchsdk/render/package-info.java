/**
 * Turns drawings into rasters: a {@link org.sketchsdk.render.Rasterizer}, created with {@link
 * org.sketchsdk.render.RasterOptions}, draws a {@link org.sketchsdk.render.Raster}. A {@link
 * org.sketchsdk.render.LiveDrawing} does the same for a drawing in the making, point by point, and
 * draws only what is new.
 *
 * <h2>The pixels, version 1</h2>
 *
 * <p><b>Coordinates.</b> A raster has {@code sizePx} columns and rows; the top left corner of the
 * paper is 0, 0, and the center of the pixel in column i and row j is i + ½, j + ½.
 *
 * <p><b>Mapping.</b> Let w and h be the width and height of the bounds of the drawing's points.
 * With s = (sizePx − 2 marginPx) / max(w, h), a point p is mapped to sizePx / 2 + (p − c) s, where
 * c is the center of the bounds: the aspect ratio is kept and the drawing is centered. If w = h =
 * 0, s is 0. Mapped points are rounded to the nearest 1/256 pixel, halves up; these are the
 * vertices.
 *
 * <p><b>Coverage.</b> With d the distance from the center of a pixel to the nearest point of any
 * stroke's polyline, in pixels, its ink is 255 · min(1, max(0, strokeWidthPx / 2 + ½ − d)), rounded
 * to the nearest integer, halves up: full ink up to half a pixel inside the pen's edge, none from
 * half a pixel outside it, linear between.
 *
 * <p>It follows that caps and joins are round; that a stroke of one point, or of points that fall
 * on one vertex, is a disc; that overlapping or repeated strokes are no darker than one (the
 * nearest counts); that the order of strokes, the direction of a stroke and its times make no
 * difference; and that an empty drawing is blank paper.
 *
 * <p><b>Arithmetic.</b> Vertices are integers (of 1/256 pixel), and everything is computed in
 * {@code double} with operations that IEEE 754 defines exactly (+ − × ÷ √ and the integers next
 * below and above), in the order written here, so a raster is the same byte for byte on every JDK,
 * operating system and processor:
 *
 * <ul>
 *   <li>c = (min + max) / 2; s as above; vertex = ⌊(sizePx / 2 + (p − c) · s) · 256 + ½⌋;
 *   <li>with e the vector from a vertex to the pixel's center, all in 1/256 pixel: d = |e × v| /
 *       √(v·v) for a segment of direction v that has the pixel beside it (0 ≤ e·v ≤ v·v, e from its
 *       start), and d = √(e·e) for a vertex between segments of directions v and w that is the
 *       nearest point of both (e·v ≥ 0, e·w ≤ 0; at an end of a stroke one of them is missing);
 *       these products are exact integers;
 *   <li>ink = ⌊(r − d) · (255 / 256) + ½⌋ with r = (strokeWidthPx / 2 + ½) · 256, limited to 0 to
 *       255; the largest over all these segments and vertices counts.
 * </ul>
 *
 * <p>The results agree with the formulas above but where a value lies within about 10<sup>−12</sup>
 * of a rounding tie. {@link org.sketchsdk.render.Rasterizer#VERSION} names this specification.
 */
@NullMarked
package org.sketchsdk.render;

import org.jspecify.annotations.NullMarked;
