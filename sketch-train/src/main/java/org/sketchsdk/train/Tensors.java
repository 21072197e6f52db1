package org.sketchsdk.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Map;
import java.util.Objects;

/** Moves numbers between arrays of the engine and of Java. */
final class Tensors {
  private static final NDIndex ALL = new NDIndex("...");

  private Tensors() {}

  /** Sets the elements and keeps the layout in memory, which {@link NDArray#set} would not. */
  static void set(NDArray array, float[] values) {
    try (NDArray elements = array.stopGradient();
        NDArray source = array.getManager().create(values, array.getShape())) {
      elements.set(ALL, source);
    }
  }

  /** Returns zeros of an array's shape and layout in memory. */
  static NDArray zerosLike(NDArray array) {
    try (NDArray elements = array.stopGradient()) {
      return elements.mul(0);
    }
  }

  static void get(Map<String, NDArray> arrays, String prefix, Map<String, float[]> into) {
    arrays.forEach((name, array) -> into.put(prefix + name, array.toFloatArray()));
  }

  static void copy(Map<String, NDArray> from, Map<String, NDArray> to) {
    from.forEach(
        (name, array) -> set(Objects.requireNonNull(to.get(name), name), array.toFloatArray()));
  }
}
