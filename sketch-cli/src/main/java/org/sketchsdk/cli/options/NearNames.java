package org.sketchsdk.cli.options;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that were perhaps meant. */
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

  /** Letters to add, drop or replace; 1 at most where one name is a word of the other. */
  private static int distance(String a, String b) {
    if ((" " + a + " ").contains(" " + b + " ") || (" " + b + " ").contains(" " + a + " ")) {
      return a.equals(b) ? 0 : 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
