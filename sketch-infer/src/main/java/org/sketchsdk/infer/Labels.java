package org.sketchsdk.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of classes in messages. */
final class Labels {
  private static final int MAX_LISTED = 30;
  private static final int MAX_EDITS = 2;

  private Labels() {}

  /** Quotes a label that is not among others, with those that were perhaps meant. */
  static String missing(String label, List<String> labels) {
    String wanted = label.strip().toLowerCase(Locale.ROOT);
    List<String> near = new ArrayList<>();
    for (String each : labels) {
      String known = each.toLowerCase(Locale.ROOT);
      boolean contained = wanted.length() > 2 && (known.contains(wanted) || wanted.contains(known));
      if (contained || edits(wanted, known) <= Math.min(MAX_EDITS, wanted.length() / 2)) {
        near.add(each);
      }
    }
    String quoted = '"' + label + '"';
    if (!near.isEmpty()) {
      return quoted + "; near it are " + listed(near);
    }
    return quoted + "; there are " + listed(labels);
  }

  private static String listed(List<String> labels) {
    return String.join(", ", labels.subList(0, Math.min(MAX_LISTED, labels.size())))
        + (labels.size() > MAX_LISTED ? " and " + (labels.size() - MAX_LISTED) + " more" : "");
  }

  /** Letters to insert, delete or replace (Levenshtein's distance). */
  private static int edits(String a, String b) {
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
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
