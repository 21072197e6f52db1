package org.sketchsdk.cli.evaluate;

import java.util.Locale;

/** Collects the text of a page, which is HTML and well-formed XML alike. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Appends markup as it is. */
  Markup raw(String markup) {
    text.append(markup).append('\n');
    return this;
  }

  /** Appends markup with arguments, of which texts are escaped. */
  Markup add(String format, Object... arguments) {
    Object[] escaped = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      escaped[i] = arguments[i] instanceof CharSequence words ? escape(words) : arguments[i];
    }
    return raw(String.format(Locale.ROOT, format, escaped));
  }

  /** Escapes what has a meaning in elements and attributes; XML takes no control characters. */
  static String escape(CharSequence words) {
    StringBuilder escaped = new StringBuilder();
    words
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isText(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isText(int c) {
    return c >= 0x20
        && !(c >= 0x7F && c < 0xA0)
        && !(c >= 0xD800 && c <= 0xDFFF)
        && (c & 0xFFFE) != 0xFFFE;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
