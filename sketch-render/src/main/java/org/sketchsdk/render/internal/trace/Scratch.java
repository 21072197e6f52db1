package org.sketchsdk.render.internal.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays that are used again while pictures are read. One reading owns it at a time, on one thread.
 *
 * <p>Arrays that are taken have any content. Code that made an array may give it back as soon as
 * nothing refers to it; what is not given back stays with its owner until {@link #reset}, after
 * which all arrays are free again. So no array may outlive the reading.
 */
public final class Scratch {
  // What is kept for the next picture: about what one of the usual size takes.
  private static final long MOST_KEPT_BYTES = 12_000_000;

  // Shorter arrays are not worth keeping.
  private static final int LEAST_LENGTH = 1024;

  // An array may be longer than asked for by this factor.
  private static final float MOST_WASTE = 1.6f;

  private final List<float[]> freeFloats = new ArrayList<>();
  private final Map<Integer, Deque<int[]>> freeInts = new HashMap<>();
  private final List<float[]> floats = new ArrayList<>(); // all that were made
  private final List<int[]> ints = new ArrayList<>();

  /** Returns an array of this length or a larger one, with any content. */
  public float[] floats(int length) {
    if (length < LEAST_LENGTH) {
      return new float[length];
    }
    int best = -1;
    int shortest = (int) Math.min(Integer.MAX_VALUE, (double) MOST_WASTE * length);
    for (int i = freeFloats.size() - 1; i >= 0; i--) {
      int there = freeFloats.get(i).length;
      if (there >= length && there < shortest) {
        best = i;
        shortest = there;
      }
    }
    if (best >= 0) {
      return freeFloats.remove(best);
    }
    float[] values = new float[length];
    floats.add(values);
    return values;
  }

  /** Returns an array of exactly this length, with any content. */
  public int[] ints(int length) {
    if (length < LEAST_LENGTH) {
      return new int[length];
    }
    Deque<int[]> free = freeInts.get(length);
    int[] values = free == null ? null : free.pollLast();
    if (values == null) {
      values = new int[length];
      ints.add(values);
    }
    return values;
  }

  /** Gives an array back that {@link #floats} returned. */
  public void give(float[] values) {
    if (values.length >= LEAST_LENGTH) {
      freeFloats.add(values);
    }
  }

  /** Gives an array back that {@link #ints} returned. */
  public void give(int[] values) {
    if (values.length >= LEAST_LENGTH) {
      freeInts.computeIfAbsent(values.length, length -> new ArrayDeque<>()).addLast(values);
    }
  }

  /** Ends a reading: all arrays are free, and no more than a few are kept. */
  public void reset() {
    freeFloats.clear();
    freeInts.clear();
    long bytes = 0;
    // The latest pictures are the likeliest to be like the next one.
    for (int i = floats.size() - 1; i >= 0; i--) {
      bytes += 4L * floats.get(i).length;
      if (bytes > MOST_KEPT_BYTES) {
        floats.remove(i);
      }
    }
    for (int i = ints.size() - 1; i >= 0; i--) {
      bytes += 4L * ints.get(i).length;
      if (bytes > MOST_KEPT_BYTES) {
        ints.remove(i);
      }
    }
    for (float[] values : floats) {
      give(values);
    }
    for (int[] values : ints) {
      give(values);
    }
  }
}
