package org.sketchsdk.demo;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names that visitors give to their classes. */
final class ClassNames {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private ClassNames() {}

  /**
   * Checks a name.
   *
   * @return the name in its composed form, with single spaces
   */
  static String check(String name, int maxChars) throws RefusedException {
    String clean =
        Normalizer.normalize(name, Normalizer.Form.NFC).strip().replaceAll("\\p{Zs}+", " ");
    if (clean.length() > maxChars) {
      throw RefusedException.exceeds(
          "characters in name", clean.length(), maxChars, "maxLabelChars");
    }
    int[] points = clean.codePoints().toArray();
    boolean visible = false;
    for (int i = 0; i < points.length; i++) {
      if (isInvisible(points[i]) && !joins(points, i)) {
        throw new RefusedException(
            "invisible", 400, "a name must not have invisible or control characters");
      }
      visible |= isVisible(points[i]);
    }
    if (!visible) {
      throw new RefusedException("noName", 400, "a class must have a name");
    }
    return clean;
  }

  /** Returns the one of some names that differs from a name in case at most; null for none. */
  static @Nullable String same(String name, Collection<String> names) {
    for (String each : names) {
      if (folded(each).equals(folded(name))) {
        return each;
      }
    }
    return null;
  }

  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // letters and symbols without ink: Hangul fillers, the blank of Braille
      default ->
          codePoint == 0x115F
              || codePoint == 0x1160
              || codePoint == 0x3164
              || codePoint == 0xFFA0
              || codePoint == 0x2800;
    };
  }

  /** Tells whether a joiner stands where emoji and some scripts need it. */
  private static boolean joins(int[] points, int i) {
    boolean joiner = points[i] == ZERO_WIDTH_JOINER || points[i] == ZERO_WIDTH_NON_JOINER;
    return joiner
        && i > 0
        && i + 1 < points.length
        && isJoined(points[i - 1])
        && isJoined(points[i + 1]);
  }

  private static boolean isJoined(int codePoint) {
    int type = Character.getType(codePoint);
    boolean letter =
        Character.isLetter(codePoint)
            && Character.UnicodeScript.of(codePoint) != Character.UnicodeScript.LATIN;
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    return letter || mark || type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL;
  }
}
