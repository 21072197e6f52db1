package org.sketchsdk.infer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Lists that callers give. */
final class Items {
  private Items() {}

  /**
   * Copies a list.
   *
   * @param name what the caller knows the list by, for the message
   * @throws NullPointerException if an item is null; the message names its position
   */
  static <T> List<T> copyOf(List<? extends T> items, String name) {
    List<T> copy = new ArrayList<>(Objects.requireNonNull(items, name));
    for (int i = 0; i < copy.size(); i++) {
      if (copy.get(i) == null) {
        throw new NullPointerException(name + "[" + i + "] is null");
      }
    }
    return Collections.unmodifiableList(copy);
  }
}
