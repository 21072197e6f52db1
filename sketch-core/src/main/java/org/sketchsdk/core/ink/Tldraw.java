package org.sketchsdk.core.ink;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.internal.text.Affine;
import org.sketchsdk.core.internal.text.HalfFloats;
import org.sketchsdk.core.internal.text.JsonText;
import org.sketchsdk.core.internal.text.XmlDocument;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Files and snapshots of tldraw; every page with shapes is a drawing. Free drawings, highlights,
 * lines, arrows (without heads) and basic shapes are drawn.
 */
final class Tldraw {
  private static final int MAX_PARENTS = 64;

  private static final class Shape {
    String id = "";
    String parent = "";
    String type = "";
    String index = "";
    double x;
    double y;
    double rotation;
    double opacity = 1;
    double width;
    double height;
    double scaleX = 1;
    double scaleY = 1;
    double bend;
    String geo = "rectangle";
    boolean closed;
    @Nullable Points points;
    final double[] ends = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
  }

  private record Corner(String index, double x, double y) {}

  private final JsonText json;
  private final ReadOptions options;
  private final LeftOut leftOut;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private int points;

  private Tldraw(JsonText json, ReadOptions options, LeftOut leftOut) {
    this.json = json;
    this.options = options;
    this.leftOut = leftOut;
  }

  /** Reads a file or a snapshot. */
  static List<QuickDrawRecord> read(JsonText json, ReadOptions options, LeftOut leftOut)
      throws IOException {
    Tldraw file = new Tldraw(json, options, leftOut);
    if (json.next() != JsonToken.START_OBJECT) {
      throw json.malformed("a file of tldraw must be an object");
    }
    if (!file.readFile(0)) {
      throw json.malformed("a file of tldraw needs the field \"records\" or \"store\"");
    }
    return file.draw();
  }

  /** Looks for the records, which a snapshot holds deeper than a file. */
  private boolean readFile(int depth) throws IOException {
    boolean found = false;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      JsonToken token = json.current();
      if ((name.equals("records") || name.equals("shapes")) && token == JsonToken.START_ARRAY) {
        found = true;
        while ((token = json.next()) != JsonToken.END_ARRAY) {
          readRecord(token);
        }
      } else if (name.equals("store") && token == JsonToken.START_OBJECT) {
        found = true;
        for (String id = json.nextField(); id != null; id = json.nextField()) {
          readRecord(json.current());
        }
      } else if ((name.equals("document") || name.equals("data"))
          && token == JsonToken.START_OBJECT
          && depth < 3) {
        found |= readFile(depth + 1);
      } else {
        json.skip();
      }
    }
    return found;
  }

  private void readRecord(JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      json.skip();
      return;
    }
    Shape shape = new Shape();
    String kind = "shape";
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "typeName" -> kind = textOr(kind);
        case "id" -> shape.id = textOr("");
        case "parentId" -> shape.parent = textOr("");
        case "type" -> shape.type = textOr("");
        case "index" -> shape.index = textOr("");
        case "x" -> shape.x = json.number(0);
        case "y" -> shape.y = json.number(0);
        case "rotation" -> shape.rotation = json.number(0);
        case "opacity" -> shape.opacity = json.number(1);
        case "props" -> {
          if (json.current() == JsonToken.START_OBJECT) {
            readProperties(shape);
          } else {
            json.skip();
          }
        }
        default -> json.skip();
      }
    }
    if (kind.equals("shape") && !shape.type.isEmpty()) {
      if (shape.points != null) {
        points += shape.points.size();
        if (points > options.maxPoints()) {
          throw json.exceeded("points in drawing", options.maxPoints(), "maxPoints");
        }
      }
      if (shape.id.isEmpty()) {
        shape.id = "shape " + shapes.size(); // nothing refers to it
      }
      shapes.put(shape.id, shape);
    }
  }

  private String textOr(String otherwise) throws IOException {
    String text = json.text();
    return text == null ? otherwise : text;
  }

  private void readProperties(Shape shape) throws IOException {
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "w" -> shape.width = json.number(0);
        case "h" -> shape.height = json.number(0);
        case "scaleX" -> shape.scaleX = json.number(1);
        case "scaleY" -> shape.scaleY = json.number(1);
        case "bend" -> shape.bend = json.number(0);
        case "geo" -> shape.geo = textOr(shape.geo);
        case "isClosed" -> shape.closed = json.isTrue();
        case "segments" -> shape.points = readSegments();
        case "points", "handles" -> shape.points = readCorners(shape.points);
        case "start" -> readEnd(shape, 0);
        case "end" -> readEnd(shape, 2);
        default -> json.skip();
      }
    }
  }

  /** Reads the segments of a free drawing, each with points or with points in base 64. */
  private Points readSegments() throws IOException {
    Points all = new Points();
    if (json.current() != JsonToken.START_ARRAY) {
      json.skip();
      return all;
    }
    JsonToken token;
    while ((token = json.next()) != JsonToken.END_ARRAY) {
      if (token != JsonToken.START_OBJECT) {
        json.skip();
        continue;
      }
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.equals("points") && json.current() == JsonToken.START_ARRAY) {
          all.readMore(json, options);
        } else if (name.equals("path") && json.current() == JsonToken.VALUE_STRING) {
          decode(textOr(""), all);
        } else {
          json.skip();
        }
      }
    }
    return all;
  }

  /** Decodes points in base 64: x, y and pressure as floats, then differences as half floats. */
  private void decode(String text, Points all) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw json.malformed("the path of a segment must be base 64: " + e.getMessage());
    }
    if (bytes.length < 12 || (bytes.length - 12) % 6 != 0) {
      throw json.malformed(
          "the path of a segment must be 12 bytes and 6 for each further point, but is "
              + bytes.length
              + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double x = buffer.getFloat();
    double y = buffer.getFloat();
    buffer.getFloat(); // pressure
    all.add(x, y, options, json);
    while (buffer.hasRemaining()) {
      x += HalfFloats.toDouble(buffer.getShort());
      y += HalfFloats.toDouble(buffer.getShort());
      buffer.getShort();
      all.add(x, y, options, json);
    }
  }

  /** Reads the corners of a line, which are an object by id, in the order of their index. */
  private @Nullable Points readCorners(@Nullable Points before) throws IOException {
    if (json.current() == JsonToken.START_ARRAY) {
      return Points.read(json, options);
    }
    if (json.current() != JsonToken.START_OBJECT) {
      json.skip();
      return before;
    }
    List<Corner> corners = new ArrayList<>();
    for (String id = json.nextField(); id != null; id = json.nextField()) {
      if (json.current() != JsonToken.START_OBJECT) {
        json.skip();
        continue;
      }
      String index = id;
      double x = Double.NaN;
      double y = Double.NaN;
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        switch (name) {
          case "index" -> index = textOr(index);
          case "x" -> x = json.number(Double.NaN);
          case "y" -> y = json.number(Double.NaN);
          default -> json.skip();
        }
      }
      if (!Double.isNaN(x + y)) {
        corners.add(new Corner(index, x, y));
      }
      if (corners.size() > options.maxPoints()) {
        throw json.exceeded("points in drawing", options.maxPoints(), "maxPoints");
      }
    }
    corners.sort(Comparator.comparing(Corner::index));
    Points line = new Points();
    for (Corner corner : corners) {
      line.add(corner.x, corner.y, options, json);
    }
    return line;
  }

  private void readEnd(Shape shape, int at) throws IOException {
    if (json.current() != JsonToken.START_OBJECT) {
      json.skip();
      return;
    }
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "x" -> shape.ends[at] = json.number(Double.NaN);
        case "y" -> shape.ends[at + 1] = json.number(Double.NaN);
        default -> json.skip();
      }
    }
  }

  private List<QuickDrawRecord> draw() {
    Map<String, List<Shape>> pages = new LinkedHashMap<>();
    Map<String, Affine> maps = new HashMap<>();
    for (Shape shape : shapes.values()) {
      pages.computeIfAbsent(pageOf(shape), page -> new ArrayList<>()).add(shape);
    }
    List<QuickDrawRecord> drawings = new ArrayList<>();
    for (List<Shape> page : pages.values()) {
      page.sort(Comparator.comparing(shape -> shape.index)); // stable
      InkBuilder ink = new InkBuilder(options, json, leftOut);
      Outlines outlines = new Outlines(options, json);
      for (Shape shape : page) {
        outlines.map(mapOf(shape, maps, 0));
        draw(shape, outlines);
      }
      outlines.flatten(ink);
      drawings.add(QuickDrawRecord.of(ink.build()));
    }
    if (drawings.isEmpty()) {
      drawings.add(QuickDrawRecord.of(new InkBuilder(options, json, leftOut).build()));
    }
    return drawings;
  }

  private String pageOf(Shape shape) {
    Shape top = shape;
    for (int i = 0; shapes.containsKey(top.parent); i++) {
      if (i == MAX_PARENTS) {
        throw json.malformed("nesting of shapes exceeds the maximum allowed (" + MAX_PARENTS + ")");
      }
      top = shapes.get(top.parent);
    }
    return top.parent;
  }

  /** Returns the map from a shape to its page; pageOf has bounded the number of parents. */
  private Affine mapOf(Shape shape, Map<String, Affine> maps, int depth) {
    Affine known = maps.get(shape.id);
    if (known != null) {
      return known;
    }
    Affine own = Affine.translation(shape.x, shape.y).then(Affine.rotation(shape.rotation));
    Shape parent = shapes.get(shape.parent);
    Affine map =
        parent == null || depth > MAX_PARENTS ? own : mapOf(parent, maps, depth + 1).then(own);
    maps.put(shape.id, map);
    return map;
  }

  /** Tells whether a shape, or a group around it, cannot be seen. */
  private boolean isHidden(Shape shape) {
    Shape at = shape;
    for (int i = 0; at != null && i <= MAX_PARENTS; i++) {
      if (at.opacity <= 0) {
        return true;
      }
      at = shapes.get(at.parent);
    }
    return false;
  }

  private void draw(Shape shape, Outlines outlines) {
    if (isHidden(shape)) {
      leftOut.add("hidden elements");
      return;
    }
    switch (shape.type) {
      case "draw", "highlight", "line" -> {
        if (shape.points != null) {
          outlines.map(
              mapOf(shape, new HashMap<>(), 0).then(Affine.scaling(shape.scaleX, shape.scaleY)));
          shape.points.draw(outlines, shape.closed);
        }
      }
      case "arrow" -> {
        double[] e = shape.ends;
        if (Double.isNaN(e[0] + e[1] + e[2] + e[3])) {
          leftOut.add("arrows between shapes");
          return;
        }
        outlines.moveTo(e[0], e[1]);
        double dx = e[2] - e[0];
        double dy = e[3] - e[1];
        double length = StrictMath.hypot(dx, dy);
        if (shape.bend == 0 || !(length > 0)) {
          outlines.lineTo(e[2], e[3]);
        } else {
          // An arc through the point at a distance of the bend from the middle.
          double bend = Math.abs(shape.bend);
          double radius = (length * length / 4 + bend * bend) / (2 * bend);
          outlines.arcTo(radius, radius, 0, bend > length / 2, shape.bend < 0, e[2], e[3]);
        }
      }
      case "geo" -> {
        if (!Figures.draw(shape.geo, shape.width, shape.height, outlines)) {
          leftOut.add("shapes " + XmlDocument.shortened(shape.geo));
        }
      }
      case "group" -> {} // its shapes are drawn
      default -> leftOut.add("elements " + XmlDocument.shortened(shape.type));
    }
  }
}
