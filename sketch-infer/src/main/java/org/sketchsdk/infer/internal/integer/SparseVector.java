package org.sketchsdk.infer.internal.integer;

/** The entries of a vector that are not 0, by ascending index. Used by one thread at a time. */
final class SparseVector {
  /** Entries that a reader may add beyond the end, to work on as many at once. */
  static final int SLACK = 4;

  final int[] indices;
  final float[] values;
  int size;

  SparseVector(int capacity) {
    indices = new int[capacity + SLACK];
    values = new float[capacity + SLACK];
  }
}
