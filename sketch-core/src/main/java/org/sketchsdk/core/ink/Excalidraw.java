package org.sketchsdk.core.ink;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.internal.text.Affine;
import org.sketchsdk.core.internal.text.JsonText;
import org.sketchsdk.core.internal.text.XmlDocument;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Files of Excalidraw: a scene, or a library, whose items are drawings each. Free drawings, lines,
 * arrows (without heads), rectangles, diamonds and ellipses are drawn.
 */
final class Excalidraw {
  private final JsonText json;
  private final ReadOptions options;
  private final LeftOut leftOut;
  private final List<QuickDrawRecord> drawings = new ArrayList<>();

  private Excalidraw(JsonText json, ReadOptions options, LeftOut leftOut) {
    this.json = json;
    this.options = options;
    this.leftOut = leftOut;
  }

  /** Reads a scene or a library. */
  static List<QuickDrawRecord> read(JsonText json, ReadOptions options, LeftOut leftOut)
      throws IOException {
    Excalidraw file = new Excalidraw(json, options, leftOut);
    if (json.next() != JsonToken.START_OBJECT) {
      throw json.malformed("a file of Excalidraw must be an object");
    }
    boolean found = false;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      boolean array = json.current() == JsonToken.START_ARRAY;
      if (name.equals("elements") && array) {
        found = true;
        file.readElements();
      } else if ((name.equals("libraryItems") || name.equals("library")) && array) {
        found = true;
        file.readLibrary();
      } else {
        json.skip();
      }
    }
    if (!found) {
      throw json.malformed("a file of Excalidraw needs the field \"elements\"");
    }
    return file.drawings;
  }

  private void readLibrary() throws IOException {
    JsonToken token;
    while ((token = json.next()) != JsonToken.END_ARRAY) {
      if (token == JsonToken.START_ARRAY) {
        readElements(); // the first version
      } else if (token == JsonToken.START_OBJECT) {
        for (String name = json.nextField(); name != null; name = json.nextField()) {
          if (name.equals("elements") && json.current() == JsonToken.START_ARRAY) {
            readElements();
          } else {
            json.skip();
          }
        }
      }
    }
  }

  private void readElements() throws IOException {
    InkBuilder ink = new InkBuilder(options, json, leftOut);
    Outlines outlines = new Outlines(options, json);
    JsonToken token;
    while ((token = json.next()) != JsonToken.END_ARRAY) {
      if (token == JsonToken.START_OBJECT) {
        readElement(outlines);
      } else {
        json.skip();
      }
    }
    outlines.flatten(ink);
    drawings.add(QuickDrawRecord.of(ink.build()));
  }

  private void readElement(Outlines outlines) throws IOException {
    String type = "";
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double angle = 0;
    double opacity = 100;
    boolean deleted = false;
    boolean line = true;
    boolean area = false;
    boolean polygon = false;
    Points points = null;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "type" -> type = orEmpty(json.text());
        case "x" -> x = json.number(0);
        case "y" -> y = json.number(0);
        case "width" -> width = json.number(0);
        case "height" -> height = json.number(0);
        case "angle" -> angle = json.number(0);
        case "opacity" -> opacity = json.number(100);
        case "isDeleted" -> deleted = json.isTrue();
        case "polygon" -> polygon = json.isTrue();
        case "strokeColor" -> line = !"transparent".equals(json.text());
        case "backgroundColor" -> {
          String color = json.text();
          area = color != null && !color.equals("transparent");
        }
        case "points" -> points = Points.read(json, options);
        default -> json.skip();
      }
    }
    if (deleted) {
      leftOut.add("deleted elements");
      return;
    }
    if (opacity <= 0 || (!line && !area)) {
      leftOut.add("hidden elements");
      return;
    }
    switch (type) {
      case "freedraw", "draw", "line", "arrow" -> {
        if (points == null || points.size() == 0) {
          return;
        }
        double centerX = (points.minX() + points.maxX()) / 2;
        double centerY = (points.minY() + points.maxY()) / 2;
        outlines.map(Affine.translation(x, y).then(Affine.rotation(angle, centerX, centerY)));
        points.draw(outlines, polygon);
      }
      case "rectangle", "diamond", "ellipse" -> {
        outlines.map(Affine.translation(x, y).then(Affine.rotation(angle, width / 2, height / 2)));
        Figures.draw(type, width, height, outlines);
      }
      case "" -> leftOut.add("elements without a type");
      default -> leftOut.add("elements " + XmlDocument.shortened(type));
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
