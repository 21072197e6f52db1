package org.sketchsdk.train;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Map;

/** Moves numbers between arrays of the engine and of Java. */
final class Tensors {
  private Tensors() {}

  static void set(NDArray array, float[] values) {
    array.set(FloatBuffer.wrap(values));
  }

  static void get(Map<String, NDArray> arrays, String prefix, Map<String, float[]> into) {
    arrays.forEach((name, array) -> into.put(prefix + name, array.toFloatArray()));
  }

  static void copy(Map<String, NDArray> from, Map<String, NDArray> to) {
    from.forEach((name, array) -> set(to.get(name), array.toFloatArray()));
  }
}
