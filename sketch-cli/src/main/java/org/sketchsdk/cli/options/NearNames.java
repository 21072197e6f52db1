package org.sketchsdk.cli.options;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.sketchsdk.infer.internal.text.EditDistance;

/** Finds the names that a user may have meant. */
public final class NearNames {
  private static final int MAX_NAMES = 3;

  private NearNames() {}

  /**
   * Returns the names nearest to another.
   *
   * @param names where to look
   * @return at most three, the nearest first, and none that is far from it
   */
  public static List<String> of(String wanted, List<String> names) {
    String name = wanted.strip().toLowerCase(Locale.ROOT);
    int most = Math.max(1, name.length() / 3);
    return names.stream()
        .filter(each -> distance(name, each.toLowerCase(Locale.ROOT)) <= most)
        .sorted(
            Comparator.comparingInt((String each) -> distance(name, each.toLowerCase(Locale.ROOT))))
        .limit(MAX_NAMES)
        .toList();
  }

  /** The edit distance, but at most 1 if one name is a word of the other. */
  private static int distance(String a, String b) {
    if ((" " + a + " ").contains(" " + b + " ") || (" " + b + " ").contains(" " + a + " ")) {
      return a.equals(b) ? 0 : 1;
    }
    return EditDistance.of(a, b);
  }
}
