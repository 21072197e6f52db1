/** Writes networks as FP32 ONNX graphs and reads them back. */
@NullMarked
package org.sketchsdk.train.internal.onnx;

import org.jspecify.annotations.NullMarked;
