/**
 * FP32 models as ONNX files. Not exported.
 *
 * <p>{@code FoldedNetwork} is a trained network for inference, its batch normalization folded into
 * the convolutions. {@code Fp32Writer} writes it as an ONNX file, and {@code Fp32Reader} reads such
 * a file back. {@code GraphBuilder} builds the graph of any model, also of INT8 models.
 */
@NullMarked
package org.sketchsdk.train.internal.onnx;

import org.jspecify.annotations.NullMarked;
