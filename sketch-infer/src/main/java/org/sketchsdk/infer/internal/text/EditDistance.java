package org.sketchsdk.infer.internal.text;

/** The edit distance of two texts. */
public final class EditDistance {
  private EditDistance() {}

  /**
   * Counts the letters that must be inserted, deleted or replaced to turn one text into the other
   * (Levenshtein distance).
   *
   * @param a one text
   * @param b the other text
   * @return 0 if they are equal, at most the length of the longer one
   */
  public static int of(String a, String b) {
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
