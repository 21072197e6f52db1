package org.sketchsdk.core.internal;

import java.util.Map;
import java.util.TreeMap;

/** What a reader left out of the drawings that it returned, by kind. */
public final class LeftOut {
  /** The times of a stroke. */
  public static final String TIMES = "times of a stroke";

  private static final int MAX_KINDS = 100;
  private static final String OTHERS = "others";

  private final Map<String, Long> counts = new TreeMap<>();

  /** Counts one more of a kind. */
  public void add(String kind) {
    boolean known = counts.containsKey(kind) || counts.size() < MAX_KINDS;
    counts.merge(known ? kind : OTHERS, 1L, Long::sum);
  }

  /** Returns the numbers by kind, which change with the next addition. */
  public Map<String, Long> counts() {
    return counts;
  }
}
