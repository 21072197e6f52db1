package org.sketchsdk.bench;

import java.util.List;

/**
 * Inputs of a benchmark one after the other, over and over. The second comes first.
 *
 * @param <T> what a call takes
 */
final class Rotation<T> {
  private final List<T> items;
  private int next;

  Rotation(List<T> items) {
    this.items = items;
  }

  T next() {
    next = next + 1 == items.size() ? 0 : next + 1;
    return items.get(next);
  }
}
