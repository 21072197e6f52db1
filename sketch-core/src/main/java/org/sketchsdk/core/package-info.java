/**
 * Drawings as values. The whole SDK is built on these types.
 *
 * <pre>{@code
 * Drawing drawing =
 *     Drawing.builder()
 *         .moveTo(20, 50).lineTo(20, 100).lineTo(80, 100).lineTo(80, 50) // walls
 *         .moveTo(10, 50).lineTo(50, 10).lineTo(90, 50)                  // roof
 *         .build();
 * }</pre>
 *
 * <h2>Types</h2>
 *
 * <ul>
 *   <li>A {@link org.sketchsdk.core.Stroke} is one movement of the pen: points, and optionally a
 *       time for each point.
 *   <li>A {@link org.sketchsdk.core.Drawing} is a list of strokes.
 *   <li>{@link org.sketchsdk.core.Bounds} is the box around them.
 *   <li>{@link org.sketchsdk.core.Simplifier} reduces raw drawings to the points that matter, as
 *       Google did for the Quick, Draw! data set. Rasterizers and classifiers do not need it.
 *   <li>{@link org.sketchsdk.core.SketchException} is the root of the SDK's exceptions.
 * </ul>
 *
 * <h2>Coordinates</h2>
 *
 * Coordinates are {@code float}. x grows to the right and y grows downward, as on screens. The unit
 * is that of the source and does not matter, because renderers scale a drawing by its bounds. If
 * your y grows upward, negate it: otherwise drawings are upside down.
 *
 * <h2>Ownership and threads</h2>
 *
 * All values are immutable, thread-safe and equal by value. Arrays are copied when a value is
 * created, and never returned. Builders are not thread-safe.
 */
@NullMarked
package org.sketchsdk.core;

import org.jspecify.annotations.NullMarked;
