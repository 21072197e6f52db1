package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** Reads the fields of messages, and refuses what they must not have. */
final class Fields {
  private Fields() {}

  /** Returns a truth value; false where there is none. */
  static boolean flag(ObjectNode message, String name) throws RefusedException {
    JsonNode node = message.path(name);
    if (node.isMissingNode() || node.isBoolean()) {
      return node.asBoolean(false);
    }
    throw new RefusedException("\"" + name + "\" must be true or false");
  }

  /** Returns a text, which must be there. */
  static String text(ObjectNode message, String name) throws RefusedException {
    JsonNode node = message.path(name);
    if (!node.isTextual()) {
      throw new RefusedException("\"" + name + "\" must be a text");
    }
    return node.textValue();
  }

  /** Returns finite numbers in pairs x, y; none where there is no array. */
  static float[] coordinates(JsonNode node, String name) throws RefusedException {
    if (node.isMissingNode()) {
      return new float[0];
    }
    if (!node.isArray() || node.size() % 2 != 0) {
      throw new RefusedException(
          "\"" + name + "\" must be an array of numbers in pairs, such as [x1,y1,x2,y2]");
    }
    float[] xy = new float[node.size()];
    for (int i = 0; i < xy.length; i++) {
      float value = node.get(i).isNumber() ? (float) node.get(i).doubleValue() : Float.NaN;
      if (!Float.isFinite(value)) {
        throw new RefusedException(
            "\"" + name + "\" must be finite numbers, but that at index " + i + " is not");
      }
      xy[i] = value;
    }
    return xy;
  }

  /** Returns the drawing of an example. */
  static Drawing drawing(ObjectNode message, Limits limits) throws RefusedException {
    JsonNode lines = message.path("strokes");
    if (!message.path("label").isTextual() || !lines.isArray()) {
      throw new RefusedException(
          "an example must have a label and strokes: {\"type\":\"example\",\"label\":\"rocket\","
              + "\"strokes\":[[x1,y1,x2,y2],…]}");
    }
    if (lines.size() > limits.maxStrokes()) {
      throw RefusedException.exceeds(
          "strokes in example", lines.size(), limits.maxStrokes(), "maxStrokes");
    }
    List<Stroke> drawn = new ArrayList<>();
    int count = 0;
    for (JsonNode line : lines) {
      float[] xy = coordinates(line, "strokes");
      if (xy.length == 0) {
        throw new RefusedException("a stroke must have a point");
      }
      count += xy.length / 2;
      float[] x = new float[xy.length / 2];
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = xy[2 * i];
        y[i] = xy[2 * i + 1];
      }
      drawn.add(Stroke.of(x, y));
    }
    if (count > limits.maxPoints()) {
      throw RefusedException.exceeds("points in example", count, limits.maxPoints(), "maxPoints");
    }
    return Drawing.of(drawn);
  }
}
