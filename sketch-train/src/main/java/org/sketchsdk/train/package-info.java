/**
 * Trains networks on drawings, exports them as ONNX models and judges them.
 *
 * <p>{@link org.sketchsdk.train.Trainer} runs the training that {@link
 * org.sketchsdk.train.TrainingOptions} describe. It needs the PyTorch engine of DJL on the class
 * path; no other part of the SDK does. {@link org.sketchsdk.train.Quantizer} makes an exported
 * model one of 8-bit integers, which is what ships.
 *
 * <p>{@link org.sketchsdk.train.Evaluation} measures a model on drawings, {@link
 * org.sketchsdk.train.PictureEvaluation} on pictures; {@link org.sketchsdk.train.Scorecard} says
 * whether it may ship.
 */
@NullMarked
package org.sketchsdk.train;

import org.jspecify.annotations.NullMarked;
