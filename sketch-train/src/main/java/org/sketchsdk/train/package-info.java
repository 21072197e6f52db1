/**
 * Trains networks on drawings, exports them as ONNX models and judges them.
 *
 * <p>{@link org.sketchsdk.train.Trainer} runs the training that {@link
 * org.sketchsdk.train.TrainingOptions} describe. It needs the PyTorch engine of DJL on the class
 * path; no other part of the SDK does. {@link org.sketchsdk.train.Quantizer} makes an exported
 * model one of 8-bit integers, which is what ships.
 */
package org.sketchsdk.train;
