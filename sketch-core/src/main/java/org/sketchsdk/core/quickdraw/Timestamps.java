package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The text of a timestamp in NDJSON: {@code 2017-03-01 20:41:36.70725 UTC}, with up to six digits
 * of a second's fraction and no point where there are none.
 */
final class Timestamps {
  private static final byte[] ZONE = {' ', 'U', 'T', 'C'};
  private static final int MAX_FRACTION_DIGITS = 6;
  private static final int MAX_TEXT_LENGTH = 60;

  private Timestamps() {}

  /** Returns the instant, or null if the text is not a timestamp. */
  static @Nullable Instant parse(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /**
   * Returns the instant that a text of another tool writes, to the microsecond: like the text of
   * the data set without its zone or with more digits, by ISO 8601 with a zone or without, which
   * means UTC, or as a number of seconds, milliseconds, microseconds or nanoseconds since 1970.
   * Null if it is none of these, or before the year 0 or after 9999.
   */
  static @Nullable Instant parseAnyForm(String text) {
    String plain = text.trim();
    if (plain.length() > MAX_TEXT_LENGTH) {
      return null;
    }
    Instant exact = parse(plain);
    if (exact != null) {
      return exact;
    }
    try {
      Instant instant = plain.indexOf('-', 1) > 0 ? parseIso(plain) : parseEpoch(plain);
      Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
      return isWritable(micros) ? micros : null;
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static Instant parseIso(String text) {
    String iso = text;
    if (iso.endsWith("UTC") || iso.endsWith("GMT")) {
      iso = iso.substring(0, iso.length() - 3).trim() + "Z";
    }
    if (iso.length() > 10 && iso.charAt(10) == ' ') {
      iso = iso.substring(0, 10) + "T" + iso.substring(11).replace(" ", "");
    }
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    boolean zone = iso.endsWith("Z") || iso.indexOf('+', 11) > 0 || iso.indexOf('-', 11) > 0;
    return zone
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private static Instant parseEpoch(String text) {
    BigDecimal number = new BigDecimal(text);
    if (number.scale() < -MAX_TEXT_LENGTH) {
      throw new ArithmeticException("out of range");
    }
    double size = number.abs().doubleValue();
    int digits = size >= 1e17 ? 9 : size >= 1e14 ? 6 : size >= 1e11 ? 3 : 0; // behind the second
    BigDecimal nanos = number.movePointRight(9 - digits).setScale(0, RoundingMode.FLOOR);
    BigInteger[] parts = nanos.toBigInteger().divideAndRemainder(BigInteger.valueOf(1_000_000_000));
    return Instant.ofEpochSecond(exactLong(parts[0]), exactLong(parts[1]));
  }

  /** {@code BigInteger.longValueExact}, which Android does not have before version 12. */
  private static long exactLong(BigInteger number) {
    if (number.bitLength() >= Long.SIZE) {
      throw new ArithmeticException("out of range");
    }
    return number.longValue();
  }

  private static boolean endsWithZone(byte[] text, int to) {
    for (int i = 0; i < ZONE.length; i++) {
      if (text[to - ZONE.length + i] != ZONE[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the instant that text[from, to) writes, or null if it is not a timestamp. */
  static @Nullable Instant parse(byte[] text, int from, int to) {
    int fractionLength = to - from - 20 - ZONE.length; // -1: no point either
    if (fractionLength < -1
        || fractionLength == 0
        || fractionLength > MAX_FRACTION_DIGITS
        || !endsWithZone(text, to)
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || text[from + 10] != ' '
        || text[from + 13] != ':'
        || text[from + 16] != ':'
        || (fractionLength > 0 && text[from + 19] != '.')) {
      return null;
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 5, 2);
    int day = digits(text, from + 8, 2);
    int hour = digits(text, from + 11, 2);
    int minute = digits(text, from + 14, 2);
    int second = digits(text, from + 17, 2);
    int fraction = fractionLength > 0 ? digits(text, from + 20, fractionLength) : 0;
    if ((year | month | day | hour | minute | second | fraction) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    long nanos = fraction;
    for (int i = fractionLength; fraction > 0 && i < 9; i++) {
      nanos *= 10;
    }
    try {
      long dayStart = LocalDate.of(year, month, day).toEpochDay() * 86_400;
      return Instant.ofEpochSecond(dayStart + hour * 3_600L + minute * 60L + second, nanos);
    } catch (DateTimeException e) {
      return null; // no such day
    }
  }

  /** Returns the number that some digits write, or -1 if there is something else. */
  private static int digits(byte[] text, int from, int length) {
    int value = 0;
    for (int i = from; i < from + length; i++) {
      int digit = text[i] - '0';
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
    return text.append(" UTC").toString();
  }

  private static void append(StringBuilder text, int value, int width) {
    String digits = Integer.toString(value);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    text.append(digits);
  }
}
