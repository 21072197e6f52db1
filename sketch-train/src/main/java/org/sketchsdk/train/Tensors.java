package org.sketchsdk.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;

/** Copies numbers between arrays of the engine and of Java. */
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

  /**
   * Copies rasters to the engine.
   *
   * @param scope owns the array
   * @param bytes {@code count} rasters of unsigned bytes, direct
   * @param count number of rasters
   * @param sizePx side of a raster
   * @return [count, 1, sizePx, sizePx], float, 0 paper to 1 ink
   */
  static NDArray rasters(NDManager scope, ByteBuffer bytes, int count, int sizePx) {
    return scope
        .create(bytes.rewind(), new Shape(count, 1, sizePx, sizePx), DataType.UINT8)
        .toType(DataType.FLOAT32, false)
        .muli(1 / 255f);
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
