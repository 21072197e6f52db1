package org.sketchsdk.core.ink;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.sketchsdk.core.internal.text.Faults;
import org.sketchsdk.core.internal.text.JsonText;
import org.sketchsdk.core.quickdraw.ReadOptions;

/** The points of a shape of a whiteboard, in the coordinates of the shape. */
final class Points {
  private double[] x = new double[16];
  private double[] y = new double[16];
  private int size;
  private double minX = Double.POSITIVE_INFINITY;
  private double minY = Double.POSITIVE_INFINITY;
  private double maxX = Double.NEGATIVE_INFINITY;
  private double maxY = Double.NEGATIVE_INFINITY;

  /** Reads an array of points, each an array or an object of numbers. */
  static Points read(JsonText json, ReadOptions options) throws IOException {
    Points points = new Points();
    points.readMore(json, options);
    return points;
  }

  void readMore(JsonText json, ReadOptions options) throws IOException {
    if (json.current() != JsonToken.START_ARRAY) {
      json.skip();
      return;
    }
    JsonToken token;
    while ((token = json.next()) != JsonToken.END_ARRAY) {
      double px = Double.NaN;
      double py = Double.NaN;
      if (token == JsonToken.START_ARRAY) {
        for (int i = 0; json.next() != JsonToken.END_ARRAY; i++) {
          double value = json.number(Double.NaN);
          px = i == 0 ? value : px;
          py = i == 1 ? value : py;
        }
      } else if (token == JsonToken.START_OBJECT) {
        for (String name = json.nextField(); name != null; name = json.nextField()) {
          double value = json.number(Double.NaN);
          px = name.equals("x") ? value : px;
          py = name.equals("y") ? value : py;
        }
      }
      if (Double.isNaN(px + py)) {
        throw json.malformed("a point must have numbers x and y");
      }
      add(px, py, options, json);
    }
  }

  void add(double px, double py, ReadOptions options, Faults faults) {
    if (size == options.maxPoints()) {
      throw faults.exceeded("points in drawing", options.maxPoints(), "maxPoints");
    }
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = px;
    y[size] = py;
    size++;
    minX = Math.min(minX, px);
    minY = Math.min(minY, py);
    maxX = Math.max(maxX, px);
    maxY = Math.max(maxY, py);
  }

  int size() {
    return size;
  }

  double minX() {
    return minX;
  }

  double minY() {
    return minY;
  }

  double maxX() {
    return maxX;
  }

  double maxY() {
    return maxY;
  }

  /** Draws a line through the points; a single point becomes a dot. */
  void draw(Outlines outlines, boolean closed) {
    if (size == 0) {
      return;
    }
    outlines.moveTo(x[0], y[0]);
    for (int i = 1; i < size; i++) {
      outlines.lineTo(x[i], y[i]);
    }
    if (closed || size == 1) {
      outlines.close();
    }
  }
}
