package org.sketchsdk.infer.internal.integer;

/** The entries of a vector that are not 0, by ascending index. Used by one thread at a time. */
final class SparseVector {
  final int[] indices;
  final float[] values;
  private int size;

  SparseVector(int capacity) {
    indices = new int[capacity + FloatMatrix.STEP];
    values = new float[capacity + FloatMatrix.STEP];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Adds an entry unless its value is 0. */
  void add(int index, float value) {
    indices[size] = index;
    values[size] = value;
    size += value != 0 ? 1 : 0; // without a branch, which could not be predicted
  }

  /** Adds the entries of a whole vector. */
  void addAll(float[] vector, int count) {
    int next = size;
    for (int i = 0; i < count; i++) {
      float value = vector[i];
      indices[next] = i;
      values[next] = value;
      next += value != 0 ? 1 : 0;
    }
    size = next;
  }

  /** Writes zeros behind the end, up to a multiple of a number of entries, and returns that. */
  int fill(int step) {
    int end = size;
    while (end % step != 0) {
      indices[end] = 0;
      values[end++] = 0;
    }
    return end;
  }
}
