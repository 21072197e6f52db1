/**
 * The arithmetic of convolutions on integers, with two implementations: loops in plain Java, and
 * the Vector API where the JVM has it. Both give the same bits.
 *
 * <p>{@link org.sketchsdk.infer.internal.arithmetic.Arithmetic} chooses the implementation. The
 * layers decide which pixels have to be computed; this package computes them.
 */
@NullMarked
package org.sketchsdk.infer.internal.arithmetic;

import org.jspecify.annotations.NullMarked;
