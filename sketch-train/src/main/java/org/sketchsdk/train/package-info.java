/**
 * Trains networks on drawings and exports them as ONNX models.
 *
 * <p>{@link org.sketchsdk.train.Trainer} runs one training, described by {@link
 * org.sketchsdk.train.TrainingOptions}. It needs the PyTorch engine of DJL on the class path; no
 * other part of the SDK does. A run reads {@code <data>/train} and {@code <data>/val}, and writes
 * into its output folder:
 *
 * <ul>
 *   <li>{@code model.onnx}, the FP32 model with the best validation result so far;
 *   <li>{@code metrics.csv}, one line per validation;
 *   <li>{@code checkpoint.bin}, from which an interrupted run resumes.
 * </ul>
 *
 * <p>The usual order of work:
 *
 * <ol>
 *   <li>Put the drawings in place: {@link org.sketchsdk.train.data}.
 *   <li>Train: this package, with a network of {@link org.sketchsdk.train.network}.
 *   <li>Convert the FP32 model to INT8: {@link org.sketchsdk.train.quantize}.
 *   <li>Measure the result on drawings that training did not see: {@link
 *       org.sketchsdk.train.evaluate}.
 * </ol>
 *
 * <p>The same options, seed and data give the same model, byte by byte, as long as the engine runs
 * with one thread. {@link org.sketchsdk.train.Fp32Models} has the FP32 versions of the embedded
 * models, as a start for training or as teachers.
 */
@NullMarked
package org.sketchsdk.train;

import org.jspecify.annotations.NullMarked;
