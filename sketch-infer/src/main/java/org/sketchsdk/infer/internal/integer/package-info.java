/**
 * The backend {@code java}: an engine for INT8 models in plain Java.
 *
 * <p>{@link org.sketchsdk.infer.internal.integer.NetworkReader} turns a graph into an {@link
 * org.sketchsdk.infer.internal.integer.IntegerNetwork}, a list of steps. Each step reads and writes
 * maps in a {@link org.sketchsdk.infer.internal.integer.Workspace}, which one call borrows. Codes
 * are kept as floats, because the sums of their products stay below 2<sup>24</sup> and are exact
 * there. Most activations are 0 in a drawing, so convolutions work on lists of the pixels that are
 * not.
 */
@NullMarked
package org.sketchsdk.infer.internal.integer;

import org.jspecify.annotations.NullMarked;
