package org.sketchsdk.cli.console;

import java.util.Locale;

/**
 * Makes text safe for a terminal. File names, class names and model metadata come from strangers:
 * they may hold escape sequences, line breaks, or characters that reverse the order of what
 * follows. Each becomes a backslash, a {@code u} and four hexadecimal digits.
 */
public final class Printable {
  private Printable() {}

  /** Escapes everything that is not plain text, also line breaks and tabs. */
  public static String line(String text) {
    return escape(text, "");
  }

  /** Escapes like {@link #line}, but keeps line feeds and tabs. */
  public static String lines(String text) {
    return escape(text, "\n\t");
  }

  private static String escape(String text, String kept) {
    int first = 0;
    while (first < text.length() && isPlain(text, first, kept)) {
      first++;
    }
    if (first == text.length()) {
      return text; // nearly always
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(text, i, kept)) {
        escaped.append(c);
      } else {
        appendEscape(escaped, c);
      }
    }
    return escaped.toString();
  }

  private static void appendEscape(StringBuilder escaped, char c) {
    switch (c) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      default -> escaped.append(unicodeEscape(c));
    }
  }

  /** The escape that Java and JSON share, so that escaped JSON means the same. */
  private static String unicodeEscape(char c) {
    return String.format(Locale.ROOT, "\\u%04X", (int) c);
  }

  private static boolean isPlain(String text, int index, String kept) {
    char c = text.charAt(index);
    if (Character.isSurrogate(c)) {
      return isPaired(text, index);
    }
    return isPlain(c) || kept.indexOf(c) >= 0;
  }

  /** Whether a character that is no surrogate leaves the terminal and the reading order alone. */
  private static boolean isPlain(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      // Bidirectional controls, and others that nobody can see; joiners are part of words.
      case Character.FORMAT -> c == '\u200C' || c == '\u200D';
      default -> true;
    };
  }

  private static boolean isPaired(String text, int index) {
    return Character.isHighSurrogate(text.charAt(index))
        ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
        : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
  }
}
