package org.sketchsdk.infer.testing;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.function.Consumer;

/** A small real ONNX model whose answers a test can compute. */
public interface TestedModel {
  List<String> labels();

  int pixels();

  /** The plain computation of the logits. */
  double[] logits(byte[] rasters, int index);

  byte[] bytes();

  /** The bytes after a change to the message. */
  byte[] bytes(Consumer<ModelProto.Builder> change);
}
