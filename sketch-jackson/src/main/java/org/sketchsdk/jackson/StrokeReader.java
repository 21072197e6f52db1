package org.sketchsdk.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Stroke;

/** Reads the strokes of one drawing, and counts their points before they take memory. */
final class StrokeReader {
  private final JsonParser json;
  private final Class<?> target;
  private final int maxPoints;
  private int points;

  StrokeReader(JsonParser json, Class<?> target, int maxPoints) {
    this.json = json;
    this.target = target;
    this.maxPoints = maxPoints;
  }

  /** Reads a stroke; the parser is at its opening bracket, and is then at its closing one. */
  Stroke read() throws IOException {
    expectArray("a stroke must be an array of arrays [[x, …], [y, …]]");
    json.nextToken();
    expectArray("the x coordinates of a stroke must be an array");
    float[] x = coordinates();
    json.nextToken();
    expectArray("the y coordinates of a stroke must be an array");
    points -= x.length; // y and t are of the same points
    float[] y = coordinates();
    int @Nullable [] t = null;
    if (json.nextToken() != JsonToken.END_ARRAY) {
      expectArray("the times of a stroke must be an array");
      points -= y.length;
      t = times();
      if (json.nextToken() != JsonToken.END_ARRAY) {
        throw broken("a stroke must have two or three arrays, not more");
      }
    }
    if (x.length == 0 || y.length != x.length || (t != null && t.length != x.length)) {
      throw broken(
          "a stroke must have as many x as y and times, at least one, not "
              + x.length
              + ", "
              + y.length
              + (t == null ? "" : " and " + t.length));
    }
    return t == null ? Stroke.of(x, y) : Stroke.of(x, y, t);
  }

  void expectArray(String rule) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw broken(rule + ", not " + json.currentToken());
    }
  }

  private void count() throws JsonMappingException {
    if (++points > maxPoints) {
      throw broken(
          "points of a drawing exceed the maximum allowed ("
              + maxPoints
              + ", see maxPoints of SketchModule)");
    }
  }

  private float[] coordinates() throws IOException {
    float[] values = new float[16];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (!json.currentToken().isNumeric()) {
        throw broken("a coordinate must be a number, not " + json.currentToken());
      }
      float value = json.getFloatValue();
      if (Float.isNaN(value) || Float.isInfinite(value)) {
        throw broken("a coordinate must be finite and in the range of float");
      }
      count();
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }
    return Arrays.copyOf(values, count);
  }

  private int[] times() throws IOException {
    int[] values = new int[16];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw broken("a time must be a whole number of milliseconds, not " + json.currentToken());
      }
      count();
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = json.getIntValue();
    }
    return Arrays.copyOf(values, count);
  }

  JsonMappingException broken(String rule) {
    return MismatchedInputException.from(json, target, rule);
  }
}
