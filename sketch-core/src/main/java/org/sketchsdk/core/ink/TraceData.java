package org.sketchsdk.core.ink;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.text.Faults;
import org.sketchsdk.core.internal.text.NumberScanner;
import org.sketchsdk.core.internal.text.XmlDocument;

/**
 * The text of a trace of InkML: points between commas, of values that stand for themselves, for
 * first or for second differences. A sign, a prefix or a letter ends the number before it.
 */
final class TraceData {
  private static final char EXPLICIT = '!';
  private static final char FIRST = '\'';
  private static final char SECOND = '"';

  private final String text;
  private final InkMlDocument.Format format;
  private final Faults faults;
  private final char[] modes;
  private final double[] values;
  private final double[] speeds;
  private int position;
  private int point;

  TraceData(String text, InkMlDocument.Format format, Faults faults) {
    this.text = text;
    this.format = format;
    this.faults = faults;
    int channels = format.channels().size();
    modes = new char[channels];
    Arrays.fill(modes, EXPLICIT);
    values = new double[channels];
    speeds = new double[channels];
  }

  /** Returns the values of the next point, which the next call overwrites; null at the end. */
  double @Nullable [] next() {
    skipSpace();
    if (position == text.length()) {
      return null;
    }
    point++;
    int channel = 0;
    while (true) {
      skipSpace();
      if (position == text.length() || text.charAt(position) == ',') {
        break;
      }
      if (channel == values.length) {
        throw faults.malformed(
            "point " + point + " of the trace must have at most " + values.length + " values");
      }
      readValue(channel++);
    }
    position = Math.min(text.length(), position + 1); // the comma
    if (channel < format.regular()) {
      throw faults.malformed(
          "point "
              + point
              + " of the trace must have "
              + format.regular()
              + " values, but has "
              + channel);
    }
    return values;
  }

  private void readValue(int channel) {
    char c = text.charAt(position);
    if (c == EXPLICIT || c == FIRST || c == SECOND) {
      modes[channel] = c;
      position++;
      skipSpace();
      c = position < text.length() ? text.charAt(position) : ',';
    }
    if (c == '*') {
      position++; // as the point before, with the same speed
      if (modes[channel] != EXPLICIT) {
        values[channel] += speeds[channel];
      }
      return;
    }
    if (c == '?') {
      position++; // unknown: the value before is the best guess
      return;
    }
    if ((c == 'T' || c == 'F') && format.channels().get(channel).bool()) {
      position++;
      values[channel] = c == 'T' ? 1 : 0;
      return;
    }
    double number = c == '#' ? hexadecimal() : decimal();
    switch (modes[channel]) {
      case FIRST -> {
        speeds[channel] = number;
        values[channel] += number;
      }
      case SECOND -> {
        speeds[channel] += number;
        values[channel] += speeds[channel];
      }
      default -> {
        speeds[channel] = number - values[channel];
        values[channel] = number;
      }
    }
  }

  private double decimal() {
    int start = position;
    int i = start;
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int digits = 0;
    boolean point = false;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      throw bad();
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int end = i + 1;
      if (end < text.length() && (text.charAt(end) == '-' || text.charAt(end) == '+')) {
        end++;
      }
      int exponent = end;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      i = end > exponent ? end : i;
    }
    position = i;
    return Double.parseDouble(text.substring(start, i));
  }

  private double hexadecimal() {
    int start = ++position;
    double value = 0;
    while (position < text.length() && Character.digit(text.charAt(position), 16) >= 0) {
      value = 16 * value + Character.digit(text.charAt(position++), 16);
    }
    if (position == start) {
      throw bad();
    }
    return value;
  }

  private RuntimeException bad() {
    return faults.malformed(
        "point "
            + point
            + " of the trace must be numbers, but has "
            + XmlDocument.shortened(
                text.substring(position, Math.min(text.length(), position + 9))));
  }

  private void skipSpace() {
    while (position < text.length() && NumberScanner.isSpace(text.charAt(position))) {
      position++;
    }
  }
}
