package org.sketchsdk.core.internal.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.JacksonMessages;
import org.sketchsdk.core.quickdraw.DrawingFormatException;

/** A JSON value in memory, which is read token by token. */
public final class JsonText implements Faults, Closeable {
  public static final int MAX_NESTING = 64;
  private static final int MAX_NUMBER_LENGTH = 1_000;
  private static final int MAX_NAME_LENGTH = 10_000; // ids of tldraw are names

  /** A value of a file. */
  public static final class Element {
    private final byte[] bytes;
    private final int length;
    private final long line;
    private final long byteOffset;

    /** Creates a value from bytes, which are not copied, with its place in the file. */
    Element(byte[] bytes, int length, long line, long byteOffset) {
      this.bytes = bytes;
      this.length = length;
      this.line = line;
      this.byteOffset = byteOffset;
    }
  }

  private final Element element;
  private final String source;
  private final JsonParser parser;

  public JsonText(Element element, String source) throws IOException {
    this.element = element;
    this.source = source;
    this.parser = newFactory().createParser(element.bytes, 0, element.length);
  }

  /** Returns a factory whose table of field names dies with it. */
  public static JsonFactory newFactory() {
    return JsonFactory.builder()
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
  }

  /** Reads a value, with the errors of the parser as errors of the format. */
  public interface Reading<T extends @Nullable Object> {
    T read(JsonText json) throws IOException;
  }

  /** Applies a function to a value. */
  public static <T> T read(Element element, String source, Reading<T> reading) {
    try (JsonText json = new JsonText(element, source)) {
      try {
        return reading.read(json);
      } catch (StreamConstraintsException e) {
        String limit = JacksonMessages.limitOf(e, MAX_NESTING, MAX_NUMBER_LENGTH, MAX_NAME_LENGTH);
        throw json.fault(limit, e.getLocation(), e);
      } catch (InputCoercionException e) {
        throw json.fault("a number is out of range", json.parser.currentTokenLocation(), e);
      } catch (JsonProcessingException e) {
        throw json.fault(
            "not valid JSON: " + JacksonMessages.firstClause(e.getOriginalMessage()),
            e.getLocation(),
            e);
      }
    } catch (IOException e) {
      // Jackson's answer to bytes that are not UTF-8
      throw new DrawingFormatException(
          "not valid JSON: " + e.getMessage(),
          source,
          "line",
          element.line,
          -1,
          element.byteOffset,
          e);
    }
  }

  private DrawingFormatException fault(
      String rule, @Nullable JsonLocation location, @Nullable Throwable cause) {
    long offset = location == null ? -1 : location.getByteOffset();
    return new DrawingFormatException(
        rule,
        source,
        "line",
        element.line + (location == null ? 0 : Math.max(0, location.getLineNr() - 1)),
        location == null ? -1 : location.getColumnNr(),
        offset < 0 ? element.byteOffset : element.byteOffset + offset,
        cause);
  }

  @Override
  public DrawingFormatException malformed(String rule) {
    return fault(rule, parser.currentTokenLocation(), null);
  }

  public JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw malformed("not valid JSON: the text ends too early");
    }
    return token;
  }

  public JsonToken current() {
    return parser.currentToken();
  }

  /** Moves to the next field and its value; returns the name, or null at the end of the object. */
  public @Nullable String nextField() throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      next();
    }
    return name;
  }

  /** Returns the current value if it is a number; otherwise skips it and returns the default. */
  public double number(double otherwise) throws IOException {
    if (current().isNumeric()) {
      return parser.getDoubleValue();
    }
    parser.skipChildren();
    return otherwise;
  }

  public boolean isNumber() {
    return current().isNumeric();
  }

  /** Returns the current value if it is a string; otherwise skips it and returns null. */
  public @Nullable String text() throws IOException {
    if (current() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }

  public boolean isTrue() throws IOException {
    parser.skipChildren();
    return current() == JsonToken.VALUE_TRUE;
  }

  public void skip() throws IOException {
    parser.skipChildren();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
