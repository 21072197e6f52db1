/**
 * Code that the packages of this module share and do not export.
 *
 * <p>{@code BatchedRuns} is the one loop that renders drawings and runs a model on them. {@code
 * OnnxBackend} opens a model on ONNX Runtime. {@code TemperatureScaling} calibrates probabilities.
 */
@NullMarked
package org.sketchsdk.train.internal;

import org.jspecify.annotations.NullMarked;
