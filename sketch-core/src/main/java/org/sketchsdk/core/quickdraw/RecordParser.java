package org.sketchsdk.core.quickdraw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns one line of NDJSON into a record. Each line gets a parser of its own, so that nothing of a
 * malformed line reaches the next one; what is kept from line to line is scratch space, and the
 * last texts, which are shared by records that repeat them.
 */
final class RecordParser {
  private static final int MAX_NESTING = 64;
  private static final int MAX_NUMBER_LENGTH = 1_000;
  private static final int MAX_NAME_LENGTH = 256;
  private static final int MAX_QUOTED_CHARS = 40;

  // Jackson keeps the field names that it has met, at most some thousands, in a table that all
  // parsers of a factory share. So names are short, a table belongs to one reader, and colliding
  // names make it slower instead of failing lines that come later. Text needs no limit, as the line
  // has one.
  private final JsonFactory jackson =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
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
      throw malformedAt(offset(e), limitOf(e), e);
    } catch (JsonProcessingException e) {
      throw malformedAt(offset(e), "not valid JSON: " + firstClause(e.getOriginalMessage()), e);
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

  private void parseField(String name, JsonToken value) throws IOException {
    switch (name) {
      case "word" -> {
        checkFirst(record.word != null, name);
        if (value != JsonToken.VALUE_NULL) {
          checkString(value, name);
          record.word(text(record.lastWord));
        }
      }
      case "countrycode" -> {
        checkFirst(record.countryCode != null, name);
        if (value != JsonToken.VALUE_NULL) {
          checkString(value, name);
          record.countryCode(text(record.lastCountryCode));
        }
      }
      case "timestamp" -> {
        checkFirst(record.timestamp != null, name);
        if (value != JsonToken.VALUE_NULL) {
          checkString(value, name);
          record.timestamp = Timestamps.parse(json.getText());
          if (record.timestamp == null) {
            throw malformed(
                "field \"timestamp\" must be like \"2017-03-01 20:41:36.70725 UTC\", but is "
                    + quoted());
          }
        }
      }
      case "recognized" -> {
        checkFirst(record.recognized != null, name);
        switch (value) {
          case VALUE_TRUE -> record.recognized = Boolean.TRUE;
          case VALUE_FALSE -> record.recognized = Boolean.FALSE;
          case VALUE_NULL -> {}
          default -> throw malformed("field \"recognized\" must be true or false, " + but(value));
        }
      }
      case "key_id" -> {
        checkFirst(record.hasKeyId, name);
        if (value != JsonToken.VALUE_NULL) {
          record.keyId(keyId(value));
        }
      }
      case "drawing" -> {
        checkFirst(record.hasDrawing, name);
        record.hasDrawing = true;
        parseDrawing(value);
      }
      default -> json.skipChildren();
    }
  }

  private void checkFirst(boolean seen, String name) {
    if (seen) {
      throw malformed("field \"" + name + "\" must not be given twice");
    }
  }

  private void checkString(JsonToken value, String name) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw malformed("field \"" + name + "\" must be a string, " + but(value));
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

  private long keyId(JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
      char[] chars = json.getTextCharacters();
      int start = json.getTextOffset();
      int end = start + json.getTextLength();
      long key = 0;
      int i = start;
      for (; i < end && chars[i] >= '0' && chars[i] <= '9'; i++) {
        key = 10 * key + (chars[i] - '0');
      }
      if (i == end && i > start) {
        return end - start < 19 ? key : longKeyId();
      }
    }
    throw malformed("field \"key_id\" must be an unsigned number as a string, " + but(value));
  }

  private long longKeyId() throws IOException {
    try {
      return Long.parseUnsignedLong(json.getText());
    } catch (NumberFormatException e) {
      throw malformed("field \"key_id\" must fit 64 bits, but is " + quoted());
    }
  }

  private void parseDrawing(JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      throw malformed("field \"drawing\" must be an array of strokes, " + but(value));
    }
    int count = 0;
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
  }

  /** Parses the arrays x, y and perhaps t of a stroke, whose number counts from 1. */
  private void parseStroke(int stroke) throws IOException {
    int arrays = 0;
    int points = 0;
    JsonToken token;
    while ((token = json.nextToken()) == JsonToken.START_ARRAY) {
      arrays++;
      switch (arrays) {
        case 1 -> points = parseX(stroke);
        case 2 -> checkLength(stroke, points, "y", parseY(stroke, points));
        case 3 -> checkLength(stroke, points, "t", parseTimes(stroke, points));
        default ->
            throw malformed("stroke " + stroke + " must hold arrays x, y and perhaps t only");
      }
    }
    if (token != JsonToken.END_ARRAY) {
      throw malformed("stroke " + stroke + " must be an array of arrays, " + but(token));
    }
    if (arrays == 1) {
      throw malformed("stroke " + stroke + " must hold arrays x and y, but holds one array");
    }
    strokes.endStroke(points, arrays == 3);
  }

  private void checkLength(int stroke, int points, String name, int count) {
    if (count != points) {
      throw malformed(
          "stroke "
              + stroke
              + " must have as many "
              + name
              + " as x: "
              + points
              + " x, "
              + count
              + " "
              + name);
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

  private int parseTimes(int stroke, int points) throws IOException {
    int base = strokes.base();
    int count = 0;
    JsonToken token;
    while ((token = json.nextToken()) != JsonToken.END_ARRAY) {
      int value = time(token, stroke);
      if (count < points) {
        strokes.t()[base + count] = value;
      }
      count++;
    }
    return count;
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

  /** Returns a time; fractions of a millisecond, which some files hold, are rounded half up. */
  private int time(JsonToken token, int stroke) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      try {
        return json.getIntValue();
      } catch (InputCoercionException e) {
        throw tooLongTime();
      }
    }
    if (token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw malformed("t of stroke " + stroke + " must be numbers, " + but(token));
    }
    double rounded = Math.floor(json.getDoubleValue() + 0.5);
    if (!(rounded >= Integer.MIN_VALUE && rounded <= Integer.MAX_VALUE)) {
      throw tooLongTime();
    }
    return (int) rounded;
  }

  private DrawingFormatException tooLongTime() throws IOException {
    return malformed("time in milliseconds must fit 32 bits, but is " + abbreviated());
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

  /** Says which of the limits set above was passed: Jackson's message names its own settings. */
  private static String limitOf(StreamConstraintsException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Document nesting depth")) {
      return "nesting of arrays and objects exceeds the maximum allowed (" + MAX_NESTING + ")";
    }
    if (message.startsWith("Number")) {
      return "length of a number exceeds the maximum allowed (" + MAX_NUMBER_LENGTH + ")";
    }
    return "length of a field's name exceeds the maximum allowed (" + MAX_NAME_LENGTH + ")";
  }

  /** Cuts what Jackson's messages say about its own settings and locations. */
  private static String firstClause(String message) {
    String clause = message;
    for (String mark : new String[] {"\n", " (start marker at", " (for ", ": enable `"}) {
      int cut = clause.indexOf(mark);
      if (cut > 0) {
        clause = clause.substring(0, cut);
      }
    }
    return clause;
  }
}
