package org.sketchsdk.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sketchsdk.infer.internal.text.EditDistance;
import org.sketchsdk.infer.internal.text.Texts;

/** Names of classes in messages. */
final class Labels {
  private static final int MAX_LISTED = 30;
  private static final int MAX_EDITS = 2;

  private Labels() {}

  /** Quotes a label that is not among others, with those that were perhaps meant. */
  static String missing(String label, List<String> labels) {
    String wanted = Texts.strip(label).toLowerCase(Locale.ROOT);
    List<String> near = new ArrayList<>();
    for (String each : labels) {
      String known = each.toLowerCase(Locale.ROOT);
      boolean contained = wanted.length() > 2 && (known.contains(wanted) || wanted.contains(known));
      if (contained || EditDistance.of(wanted, known) <= Math.min(MAX_EDITS, wanted.length() / 2)) {
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
}
