/**
 * Drawings as values: {@link org.sketchsdk.core.Stroke}, {@link org.sketchsdk.core.Drawing} and
 * {@link org.sketchsdk.core.Bounds}. Everything else in the SDK is built on them. {@link
 * org.sketchsdk.core.Simplifier} reduces what a pen recorded to the points that matter, as it was
 * done for the Quick, Draw! data set.
 *
 * <p>Coordinates are {@code float}, x to the right, y down, in the unit of the source. Every value
 * is immutable, safe for use by many threads, and equal by value. Arrays are copied on the way in
 * and never handed out.
 */
@NullMarked
package org.sketchsdk.core;

import org.jspecify.annotations.NullMarked;
