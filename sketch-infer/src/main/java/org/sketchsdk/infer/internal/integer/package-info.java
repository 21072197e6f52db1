/**
 * The backend {@code java}: an engine for INT8 models in plain Java.
 *
 * <p>{@link org.sketchsdk.infer.internal.integer.NetworkReader} turns a graph into an {@link
 * org.sketchsdk.infer.internal.integer.IntegerNetwork}, a list of steps. Each step reads and writes
 * maps in a {@link org.sketchsdk.infer.internal.integer.Workspace}, which one call borrows. Codes
 * are floats, and all sums are exact. Most of a drawing is paper, so layers compute equal pixels
 * once. Most activations are 0, so they are left out of products. {@link
 * org.sketchsdk.infer.internal.integer.RasterConvolution} computes the first layer, {@link
 * org.sketchsdk.infer.internal.integer.BlockConvolution} the other convolutions, and {@link
 * org.sketchsdk.infer.internal.integer.Convolution} those that neither can.
 */
@NullMarked
package org.sketchsdk.infer.internal.integer;

import org.jspecify.annotations.NullMarked;
