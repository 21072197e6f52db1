/**
 * Reads ONNX files without a runtime: metadata, inputs and outputs by {@link
 * org.sketchsdk.infer.internal.onnxfile.OnnxFile}, nodes and constants by {@link
 * org.sketchsdk.infer.internal.onnxfile.OnnxGraph}. Each skips what the other reads. Depends on
 * nothing else in the SDK.
 */
@NullMarked
package org.sketchsdk.infer.internal.onnxfile;

import org.jspecify.annotations.NullMarked;
