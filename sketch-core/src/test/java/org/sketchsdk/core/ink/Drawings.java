package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/** Reads texts and bytes in the tests of this package. */
final class Drawings {
  private Drawings() {}

  static DrawingReader open(byte[] bytes, String name, ReadOptions options) throws IOException {
    return DrawingFiles.open(new ByteArrayInputStream(bytes), name, options);
  }

  static DrawingReader open(String text) throws IOException {
    return open(text.getBytes(UTF_8), "test", ReadOptions.defaults());
  }

  static List<QuickDrawRecord> records(String text) {
    return records(text.getBytes(UTF_8));
  }

  static List<QuickDrawRecord> records(byte[] bytes) {
    try (DrawingReader reader = open(bytes, "test", ReadOptions.defaults())) {
      return reader.records().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the only drawing of a text. */
  static Drawing drawing(String text) {
    List<QuickDrawRecord> records = records(text);
    if (records.size() != 1) {
      throw new AssertionError("one drawing expected: " + records);
    }
    return records.get(0).drawing();
  }

  /** Returns the points as numbers between spaces, strokes between slashes. */
  static String text(Drawing drawing) {
    StringBuilder text = new StringBuilder();
    for (Stroke stroke : drawing.strokes()) {
      text.append(text.length() == 0 ? "" : " / ");
      for (int i = 0; i < stroke.size(); i++) {
        text.append(i == 0 ? "" : " ").append(number(stroke.x(i)));
        text.append(",").append(number(stroke.y(i)));
      }
    }
    return text.toString();
  }

  private static String number(float value) {
    float rounded = Math.round(value * 1000) / 1000f;
    return rounded == (int) rounded ? Integer.toString((int) rounded) : Float.toString(rounded);
  }
}
