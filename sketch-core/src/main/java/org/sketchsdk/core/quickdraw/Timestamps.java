package org.sketchsdk.core.quickdraw;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/**
 * The text of a timestamp in NDJSON: {@code 2017-03-01 20:41:36.70725 UTC}, with up to six digits
 * of a second's fraction and no point where there are none.
 */
final class Timestamps {
  private static final String ZONE = " UTC";
  private static final int MAX_FRACTION_DIGITS = 6;

  private Timestamps() {}

  /** Returns the instant, or null if the text is not a timestamp. */
  static Instant parse(String text) {
    int fractionEnd = text.length() - ZONE.length();
    if (fractionEnd < 19
        || fractionEnd == 20
        || fractionEnd > 20 + MAX_FRACTION_DIGITS
        || !text.endsWith(ZONE)
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != ' '
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || (fractionEnd > 19 && text.charAt(19) != '.')) {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int fraction = fractionEnd > 20 ? digits(text, 20, fractionEnd) : 0;
    if ((year | month | day | hour | minute | second | fraction) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    long nanos = fraction;
    for (int i = fractionEnd; fraction > 0 && i < 29; i++) {
      nanos *= 10;
    }
    try {
      long dayStart = LocalDate.of(year, month, day).toEpochDay() * 86_400;
      return Instant.ofEpochSecond(dayStart + hour * 3_600L + minute * 60L + second, nanos);
    } catch (DateTimeException e) {
      return null; // no such day
    }
  }

  /** Returns the number in text[from, to), or -1 if there is something else. */
  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /**
   * Tells whether {@link #format} keeps the whole of an instant: years 0 to 9999, microseconds.
   *
   * @param instant an instant
   * @return true if it can be written without loss
   */
  static boolean isWritable(Instant instant) {
    int year = instant.atOffset(ZoneOffset.UTC).getYear();
    return year >= 0 && year <= 9999 && instant.truncatedTo(ChronoUnit.MICROS).equals(instant);
  }

  /** Returns the text that {@link #parse} turns into the instant, without needless zeros. */
  static String format(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(30);
    append(text, time.getYear(), 4);
    append(text.append('-'), time.getMonthValue(), 2);
    append(text.append('-'), time.getDayOfMonth(), 2);
    append(text.append(' '), time.getHour(), 2);
    append(text.append(':'), time.getMinute(), 2);
    append(text.append(':'), time.getSecond(), 2);
    int micros = time.get(ChronoField.MICRO_OF_SECOND);
    if (micros > 0) {
      append(text.append('.'), micros, MAX_FRACTION_DIGITS);
      int end = text.length();
      while (text.charAt(end - 1) == '0') {
        end--;
      }
      text.setLength(end);
    }
    return text.append(ZONE).toString();
  }

  private static void append(StringBuilder text, int value, int width) {
    String digits = Integer.toString(value);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    text.append(digits);
  }
}
