/**
 * Converts FP32 models to INT8 (post-training static quantization).
 *
 * <p>{@link org.sketchsdk.train.quantize.Quantizer} reads a model that {@link
 * org.sketchsdk.train.Trainer} exported, measures the range of each activation on training
 * drawings, and writes a model of about a quarter of the size that runs about twice as fast. {@link
 * org.sketchsdk.train.quantize.QuantizationOptions} say how the ranges are chosen; {@link
 * org.sketchsdk.train.quantize.QuantizationReport} says how the INT8 model compares with the FP32
 * model.
 *
 * <p>Weights are limited so that no intermediate sum overflows on any processor. A model that
 * breaks this limit is never written.
 */
@NullMarked
package org.sketchsdk.train.quantize;

import org.jspecify.annotations.NullMarked;
