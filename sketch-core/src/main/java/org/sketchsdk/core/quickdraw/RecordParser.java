package org.sketchsdk.core.quickdraw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.JacksonMessages;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.internal.PointTimes;

/**
 * Parses one line of NDJSON. Each line gets its own JSON parser, so that a malformed line cannot
 * affect the next one. Only buffers and the last texts are kept from line to line; records with the
 * same texts share them.
 */
final class RecordParser {
  private static final int MAX_NESTING = 64;
  private static final int MAX_NUMBER_LENGTH = 1_000;
  private static final int MAX_NAME_LENGTH = 256;
  private static final int MAX_QUOTED_CHARS = 40;
  private static final int MAX_KEY_LENGTH = 40;

  // Jackson keeps the field names that it has met, at most some thousands, in a table that all
  // parsers of a factory share. So names are short, a table belongs to one reader, and colliding
  // names make it slower instead of failing lines that come later. Text needs no limit, as the line
  // has one.
  private final JsonFactory jackson =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python's NaN for a missing value
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final ReadOptions options;
  private final StrokeBuffer strokes;
  private final RecordBuilder record;
  private final @Nullable LineScanner scanner; // null: every line goes through Jackson

  // What is being read; there is none between the calls of parse.
  @SuppressWarnings("NullAway.Init")
  private LineSource line;

  @SuppressWarnings("NullAway.Init")
  private JsonParser json;

  private int jsonStart; // where the JSON text starts in the line
  private final LeftOut leftOut = new LeftOut();
  private final List<double @Nullable []> times = new ArrayList<>(); // of the strokes with points
  private boolean timesAsWritten; // whether all times of the record fit

  RecordParser(ReadOptions options, boolean scanning) {
    this.options = options;
    this.strokes = new StrokeBuffer(options.maxPoints());
    this.record = new RecordBuilder(strokes);
    this.scanner = scanning ? new LineScanner(record, options) : null;
  }

  /**
   * Parses a line that is not blank.
   *
   * @return the record, or null if a filter leaves it out
   * @throws DrawingFormatException if the line is malformed
   */
  @Nullable QuickDrawRecord parse(LineSource line) {
    this.line = line;
    record.clear();
    if (scanner == null || !scanner.scan(line.buffer(), line.start())) {
      record.clear();
      parseJson();
    }
    return options.accepts(record.word, record.recognized) ? record.build() : null;
  }

  /** What was left out of the records so far. */
  LeftOut leftOut() {
    return leftOut;
  }

  /** Strokes without points of the last line. */
  int emptyStrokes() {
    return strokes.emptyStrokes();
  }

  @SuppressWarnings("NullAway") // for the null at the end: no parser is kept between the calls
  private void parseJson() {
    byte[] bytes = line.buffer();
    int start = line.start();
    while (isWhiteSpace(bytes[start])) {
      start++;
    }
    jsonStart = start - line.start();
    // A zero behind the brace would make Jackson take the line for UTF-16 or UTF-32.
    if (bytes[start] != '{' || bytes[start + 1] == 0) {
      throw malformedAt(
          0,
          "a record must be a JSON object in UTF-8, but the line starts with " + hex(bytes, start));
    }
    try (JsonParser parser = jackson.createParser(bytes, start, line.end() - start)) {
      json = parser;
      parseObject();
    } catch (StreamConstraintsException e) {
      String limit = JacksonMessages.limitOf(e, MAX_NESTING, MAX_NUMBER_LENGTH, MAX_NAME_LENGTH);
      throw malformedAt(offset(e), limit, e);
    } catch (JsonProcessingException e) {
      String clause = JacksonMessages.firstClause(e.getOriginalMessage(), ": was expecting (");
      throw malformedAt(offset(e), "not valid JSON: " + clause, e);
    } catch (IOException e) {
      throw new AssertionError("reading from memory failed", e);
    } finally {
      json = null;
    }
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private void parseObject() throws IOException {
    json.nextToken(); // the brace
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      parseField(name, json.nextToken());
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw malformed("not valid JSON");
    }
    if (!record.hasDrawing) {
      throw malformedAt(0, "a record needs the field \"drawing\"");
    }
    if (json.nextToken() != null) {
      throw malformed("a line must hold one record, but more follows");
    }
  }

  /**
   * Parses a field. What only describes the drawing never costs it: a value that cannot be read is
   * left out and counted.
   */
  private void parseField(String name, JsonToken value) throws IOException {
    switch (name) {
      case "word" -> {
        checkFirst(record.word != null, name);
        if (isText(value, name)) {
          record.word(text(record.lastWord));
        }
      }
      case "countrycode" -> {
        checkFirst(record.countryCode != null, name);
        if (isText(value, name)) {
          record.countryCode(text(record.lastCountryCode));
        }
      }
      case "timestamp" -> {
        checkFirst(record.timestamp != null, name);
        if (isText(value, name)) {
          record.timestamp = Timestamps.parseAnyForm(json.getText());
          if (record.timestamp == null) {
            leaveOut(name);
          }
        }
      }
      case "recognized" -> {
        checkFirst(record.recognized != null, name);
        if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
          record.recognized = value == JsonToken.VALUE_TRUE;
        } else if (isText(value, name)) {
          record.recognized = flag(json.getText());
          if (record.recognized == null) {
            leaveOut(name);
          }
        }
      }
      case "key_id" -> {
        checkFirst(record.hasKeyId, name);
        if (isText(value, name)) {
          parseKeyId();
        }
      }
      case "drawing" -> {
        checkFirst(record.hasDrawing, name);
        record.hasDrawing = true;
        if (value == JsonToken.VALUE_STRING && json.getText().trim().startsWith("[")) {
          parseQuotedDrawing();
        } else {
          parseDrawing(value);
        }
      }
      default -> json.skipChildren();
    }
  }

  private void leaveOut(String name) {
    leftOut.add("field " + name);
  }

  /** Tells whether a value is a text or a number; null counts as missing. */
  private boolean isText(JsonToken value, String name) throws IOException {
    if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
      if (value == JsonToken.VALUE_NUMBER_FLOAT && json.isNaN()) {
        return false; // missing, as Python writes it
      }
      return true;
    }
    if (value != JsonToken.VALUE_NULL) {
      leaveOut(name);
      json.skipChildren();
    }
    return false;
  }

  private static @Nullable Boolean flag(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true", "1", "1.0", "t", "yes" -> Boolean.TRUE;
      case "false", "0", "0.0", "f", "no" -> Boolean.FALSE;
      default -> null;
    };
  }

  private void checkFirst(boolean seen, String name) {
    if (seen) {
      throw malformed("field \"" + name + "\" must not be given twice");
    }
  }

  /** Returns the current token's text: the same string as last time where it is equal. */
  private String text(String last) throws IOException {
    if (last.length() != json.getTextLength()) {
      return json.getText();
    }
    char[] chars = json.getTextCharacters();
    int offset = json.getTextOffset();
    for (int i = 0; i < last.length(); i++) {
      if (chars[offset + i] != last.charAt(i)) {
        return json.getText();
      }
    }
    return last;
  }

  /** Reads the key from a text or a number, which may also be written with a fraction of zero. */
  private void parseKeyId() throws IOException {
    char[] chars = json.getTextCharacters();
    int start = json.getTextOffset();
    int end = start + json.getTextLength();
    long key = 0;
    int i = start;
    for (; i < end && chars[i] >= '0' && chars[i] <= '9'; i++) {
      key = 10 * key + (chars[i] - '0');
    }
    if (i == end && i > start && end - start < 19) {
      record.keyId(key);
      return;
    }
    String text = json.getText();
    if (text.length() > MAX_KEY_LENGTH) {
      leaveOut("key_id");
      return;
    }
    try {
      BigDecimal number = new BigDecimal(text.trim());
      if (number.scale() > -MAX_KEY_LENGTH && number.scale() < MAX_KEY_LENGTH) {
        record.keyId(Long.parseUnsignedLong(number.toBigIntegerExact().toString()));
        return;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // no whole number of 64 bits without a sign
    }
    leaveOut("key_id");
  }

  /** Parses a drawing that is a text of JSON, as tools for tables write it. */
  private void parseQuotedDrawing() throws IOException {
    JsonParser outer = json;
    int outerStart = jsonStart;
    jsonStart += (int) Math.max(0, outer.currentTokenLocation().getByteOffset());
    try (JsonParser inner = jackson.createParser(outer.getText())) {
      json = inner;
      JsonToken first = inner.nextToken();
      parseDrawing(first);
      if (inner.nextToken() != null) {
        throw malformed("field \"drawing\" must be an array of strokes, but more follows");
      }
    } finally {
      json = outer;
      jsonStart = outerStart;
    }
  }

  private void parseDrawing(JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      throw malformed("field \"drawing\" must be an array of strokes, " + but(value));
    }
    int count = 0;
    times.clear();
    timesAsWritten = true;
    JsonToken token;
    while ((token = json.nextToken()) == JsonToken.START_ARRAY) {
      if (++count > options.maxStrokes()) {
        throw options.tooManyStrokes(position());
      }
      parseStroke(count);
    }
    if (token != JsonToken.END_ARRAY) {
      throw malformed("stroke " + (count + 1) + " must be an array of arrays, " + but(token));
    }
    if (!timesAsWritten) {
      shiftTimes();
    }
  }

  /** Counts times that do not fit from the first one on, or leaves them out. */
  private void shiftTimes() {
    List<double[]> timed = new ArrayList<>();
    for (double[] stroke : times) {
      if (stroke != null) {
        timed.add(stroke);
      }
    }
    PointTimes clock = PointTimes.of(timed, true);
    for (int i = 0; i < times.size(); i++) {
      double[] stroke = times.get(i);
      if (stroke != null && !strokes.setTimes(i, clock.millis(stroke))) {
        leftOut.add(LeftOut.TIMES);
      }
    }
  }

  /** Parses the arrays x, y and perhaps t of a stroke, whose number counts from 1. */
  private void parseStroke(int stroke) throws IOException {
    int arrays = 0;
    int points = 0;
    double[] t = null;
    JsonToken token;
    while ((token = json.nextToken()) == JsonToken.START_ARRAY
        || (arrays >= 2 && token != JsonToken.END_ARRAY)) {
      arrays++;
      if (arrays == 1) {
        points = parseX(stroke);
      } else if (arrays == 2) {
        int count = parseY(stroke, points);
        if (count != points) {
          throw malformed(
              "stroke " + stroke + " must have as many y as x: " + points + " x, " + count + " y");
        }
      } else if (arrays == 3 && token == JsonToken.START_ARRAY) {
        t = parseTimes(points);
        if (t == null) {
          leftOut.add(LeftOut.TIMES);
        }
      } else {
        json.skipChildren();
        if (token != JsonToken.VALUE_NULL) {
          leftOut.add("further arrays of a stroke");
        }
      }
    }
    if (token != JsonToken.END_ARRAY) {
      throw malformed("stroke " + stroke + " must be an array of arrays, " + but(token));
    }
    if (arrays == 1) {
      throw malformed("stroke " + stroke + " must hold arrays x and y, but holds one array");
    }
    if (t != null) {
      int base = strokes.base();
      for (int i = 0; i < points; i++) {
        double rounded = Math.floor(t[i] + 0.5);
        timesAsWritten &= rounded >= Integer.MIN_VALUE && rounded <= Integer.MAX_VALUE;
        strokes.t()[base + i] = (int) rounded;
      }
    }
    strokes.endStroke(points, t != null);
    if (points > 0) {
      times.add(t);
    }
  }

  private int parseX(int stroke) throws IOException {
    int base = strokes.base();
    int count = 0;
    JsonToken token;
    while ((token = json.nextToken()) != JsonToken.END_ARRAY) {
      if (count == strokes.room()) {
        throw options.tooManyPoints(position());
      }
      if (base + count == strokes.x().length) {
        strokes.grow();
      }
      strokes.x()[base + count] = coordinate(token, "x", stroke);
      count++;
    }
    return count;
  }

  private int parseY(int stroke, int points) throws IOException {
    int base = strokes.base();
    int count = 0;
    JsonToken token;
    while ((token = json.nextToken()) != JsonToken.END_ARRAY) {
      float value = coordinate(token, "y", stroke);
      if (count < points) {
        strokes.y()[base + count] = value;
      }
      count++;
    }
    return count;
  }

  /** Parses times; null if they are not as many numbers as there are points. */
  private double @Nullable [] parseTimes(int points) throws IOException {
    double[] t = new double[points];
    int count = 0;
    boolean usable = true;
    JsonToken token;
    while ((token = json.nextToken()) != JsonToken.END_ARRAY) {
      if (!token.isNumeric()) {
        json.skipChildren();
        usable = false;
      } else if (count < points) {
        t[count] = json.getDoubleValue();
        usable &= !Double.isNaN(t[count]);
      }
      count++;
    }
    return usable && count == points ? t : null;
  }

  private float coordinate(JsonToken token, String name, int stroke) throws IOException {
    float value;
    if (token == JsonToken.VALUE_NUMBER_INT) {
      value = integer();
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      value = json.getFloatValue();
    } else {
      throw malformed(name + " of stroke " + stroke + " must be numbers, " + but(token));
    }
    if (!(Math.abs(value) <= options.maxAbsCoordinate())) {
      throw malformed(
          "coordinate ("
              + abbreviated()
              + ") exceeds the maximum allowed in absolute value ("
              + options.maxAbsCoordinate()
              + ", see ReadOptions.maxAbsCoordinate)");
    }
    return value;
  }

  private float integer() throws IOException {
    try {
      return json.getIntValue();
    } catch (InputCoercionException e) {
      return json.getFloatValue(); // more than 32 bits
    }
  }

  /** Returns the place of the current token. */
  private DrawingFormatException.Position position() {
    return line.position(jsonStart + Math.max(0, json.currentTokenLocation().getByteOffset()));
  }

  private DrawingFormatException malformed(String rule) {
    return new DrawingFormatException(rule, position());
  }

  private DrawingFormatException malformedAt(long offsetInJson, String rule) {
    return malformedAt(offsetInJson, rule, null);
  }

  private DrawingFormatException malformedAt(
      long offsetInJson, String rule, @Nullable Throwable cause) {
    int length = line.end() - line.start();
    long offset = Math.min(jsonStart + Math.max(0, offsetInJson), length);
    return new DrawingFormatException(rule, line.position(offset), cause);
  }

  /** Says what a value is instead of what it should be. */
  private String but(JsonToken token) throws IOException {
    return "but is "
        + switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> quoted();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> abbreviated();
          default -> json.getText();
        };
  }

  private String quoted() throws IOException {
    return '"' + abbreviated() + '"';
  }

  /** Returns the current token's text, cut and without control characters, for a message. */
  private String abbreviated() throws IOException {
    String text = json.getText();
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MAX_QUOTED_CHARS); i++) {
      char c = text.charAt(i);
      result.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return result + (text.length() > MAX_QUOTED_CHARS ? "…" : "");
  }

  private static String hex(byte[] bytes, int index) {
    int value = bytes[index] & 0xFF;
    return value > ' ' && value < 0x7F && value != '{'
        ? "'" + (char) value + "'"
        : String.format(Locale.ROOT, "byte 0x%02X", value);
  }

  private static long offset(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
  }
}
