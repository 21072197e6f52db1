package org.sketchsdk.core.internal.text;

/** Numbers as SVG writes them in attributes: between white space and commas, or with nothing. */
public final class NumberScanner {
  private final String text;
  private int position;
  private boolean failed;

  public NumberScanner(String text) {
    this.text = text;
  }

  public boolean atEnd() {
    return position == text.length();
  }

  public char next() {
    return text.charAt(position++);
  }

  public void skipSpace() {
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
  }

  public static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private void skipSeparator() {
    skipSpace();
    if (position < text.length() && text.charAt(position) == ',') {
      position++;
      skipSpace();
    }
  }

  /** Tells whether another number follows. */
  public boolean numberFollows() {
    int before = position;
    skipSeparator();
    if (position < text.length()) {
      char c = text.charAt(position);
      if (isDigit(c) || c == '.' || c == '-' || c == '+') {
        return true;
      }
    }
    position = before;
    skipSpace();
    return false;
  }

  /** Returns the next number, or 0 and {@link #failed()} if there is none. */
  public double number() {
    skipSeparator();
    int start = position;
    int i = start;
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int digits = i;
    i = digitsFrom(i);
    int count = i - digits;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = i + 1;
      i = digitsFrom(fraction);
      count += i - fraction;
    }
    if (count == 0) {
      failed = true;
      return 0;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int exponent = i + 1;
      if (exponent < text.length()
          && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
        exponent++;
      }
      int end = digitsFrom(exponent);
      if (end > exponent) { // otherwise a unit, such as em
        i = end;
      }
    }
    position = i;
    return Double.parseDouble(text.substring(start, i));
  }

  /** Returns the next flag of an arc, which may stand without a separator before the next. */
  public boolean flag() {
    skipSeparator();
    if (position < text.length()) {
      char c = text.charAt(position);
      if (c == '0' || c == '1') {
        position++;
        return c == '1';
      }
    }
    failed = true;
    return false;
  }

  /** Returns what follows, without white space at its ends. */
  public String rest() {
    return text.substring(position).trim();
  }

  /** Tells whether a number or flag was missing. */
  public boolean failed() {
    return failed;
  }

  private int digitsFrom(int from) {
    int i = from;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
