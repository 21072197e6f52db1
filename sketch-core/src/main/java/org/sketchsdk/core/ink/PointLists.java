package org.sketchsdk.core.ink;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.internal.text.JsonText;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Drawings as lists of points in JSON, however they are nested: points are objects with x and y or
 * arrays of numbers, strokes are arrays of points or objects with such an array, and drawings are
 * arrays of strokes or objects with such an array.
 */
final class PointLists {
  /** Fields that hold points, strokes or drawings. */
  static final Set<String> CONTAINERS =
      Set.of(
          "strokes",
          "stroke",
          "lines",
          "line",
          "paths",
          "points",
          "point",
          "ink",
          "drawing",
          "drawings",
          "data",
          "pointgroups",
          "segments",
          "traces",
          "trace",
          "coordinates",
          "coords",
          "requests",
          "pages",
          "sketch",
          "sketches",
          "signature",
          "content",
          "curves",
          "objects",
          "items",
          "path",
          "attrs",
          "children",
          "layers",
          "strokelist",
          "value");

  private static final Set<String> WORDS = Set.of("word", "label", "category", "class");

  /** What a value of the text is. */
  private static class Node {
    /** 0: a point; 1: a stroke; 2: strokes; more: drawings; -1: nothing of these. */
    int level = -1;
  }

  private static final class Point extends Node {
    double x = Double.NaN;
    double y = Double.NaN;
    double t = Double.NaN;
    boolean starts; // says itself that a stroke starts here

    Point() {
      level = 0;
    }
  }

  /** An array of numbers: a point, or the coordinates of many. */
  private static final class Numbers extends Node {
    final double[] values;

    Numbers(double[] values) {
      this.values = values;
      level = 0;
    }
  }

  private static final class Items extends Node {
    final List<Node> nodes = new ArrayList<>(4);
    @Nullable String word;
    boolean columns; // below a field whose arrays are x, y and t
    boolean others; // holds something that is no part of a drawing
    double offsetX;
    double offsetY;
  }

  /** Separates strokes in a list of points. */
  private static final Node BREAK = new Node();

  private final JsonText json;
  private final ReadOptions options;
  private final LeftOut leftOut;
  private final List<QuickDrawRecord> drawings = new ArrayList<>();
  private boolean columnsSeen; // a stroke that can only be arrays of x and y
  private boolean rowsSeen; // a stroke that can only be an array of points

  private PointLists(JsonText json, ReadOptions options, LeftOut leftOut) {
    this.json = json;
    this.options = options;
    this.leftOut = leftOut;
  }

  /** Reads a value, which is one drawing or several. */
  static List<QuickDrawRecord> read(JsonText json, ReadOptions options, LeftOut leftOut)
      throws IOException {
    PointLists lists = new PointLists(json, options, leftOut);
    json.next();
    Node root = lists.readValue(false);
    if (root == null || root.level < 1) {
      if (root instanceof Items items && items.nodes.isEmpty() && !items.others) {
        lists.drawings.add(lists.record(items, new InkBuilder(options, json, leftOut)));
        return lists.drawings;
      }
      throw json.malformed(
          "no points found: a drawing must hold points {\"x\":…,\"y\":…} or [x,y] in arrays, or a"
              + " field \"drawing\", \"strokes\", \"lines\" or \"points\" with them");
    }
    lists.emit(root, null);
    return lists.drawings;
  }

  /** Reads the current value; null if it holds nothing of use. */
  private @Nullable Node readValue(boolean columns) throws IOException {
    return switch (json.current()) {
      case START_OBJECT -> readObject();
      case START_ARRAY -> readArray(columns);
      case VALUE_NULL -> BREAK;
      default -> null;
    };
  }

  private @Nullable Node readObject() throws IOException {
    Point point = new Point();
    Items items = null;
    String word = null;
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      String key = name.toLowerCase(Locale.ROOT);
      switch (key) {
        case "x" -> point.x = json.number(Double.NaN);
        case "y" -> point.y = json.number(Double.NaN);
        case "t", "time", "timestamp", "ts", "timemillis" -> point.t = json.number(Double.NaN);
        case "type", "action", "event", "phase", "state" -> {
          String text = json.text();
          point.starts |=
              text != null
                  && Set.of("start", "down", "begin", "pointerdown", "mousedown", "touchstart")
                      .contains(text.toLowerCase(Locale.ROOT));
        }
        default -> {
          if (WORDS.contains(key)) {
            String text = json.text();
            word = text != null ? text : word;
          } else if (CONTAINERS.contains(key)) {
            Node value = readValue(key.equals("drawing") || key.equals("ink"));
            if (value instanceof Numbers numbers) {
              value = pairs(numbers);
            }
            if (value != null && value.level >= 1) {
              items = items == null ? new Items() : items;
              items.nodes.add(value);
            } else if (value instanceof Items empty && !empty.others && items == null) {
              items = new Items();
            }
          } else {
            json.skip();
          }
        }
      }
    }
    if (items != null) {
      items.word = word;
      if (items.nodes.size() == 1) { // an object around a value is that value
        Node only = items.nodes.get(0);
        items.level = only.level;
        items.offsetX = Double.isNaN(point.x) ? 0 : point.x;
        items.offsetY = Double.isNaN(point.y) ? 0 : point.y;
      } else if (!items.nodes.isEmpty()) {
        items.level = Math.max(2, highest(items.nodes));
      }
      return items;
    }
    return Double.isNaN(point.x) || Double.isNaN(point.y) ? null : point;
  }

  /** Reads coordinates x, y, x, y, … as a stroke. */
  private Node pairs(Numbers numbers) {
    Items stroke = new Items();
    for (int i = 0; i + 1 < numbers.values.length; i += 2) {
      Point point = new Point();
      point.x = numbers.values[i];
      point.y = numbers.values[i + 1];
      stroke.nodes.add(point);
    }
    stroke.level = stroke.nodes.isEmpty() ? -1 : 1;
    return stroke;
  }

  private Node readArray(boolean columns) throws IOException {
    Items items = new Items();
    items.columns = columns;
    double[] numbers = new double[2];
    int count = 0;
    while (json.next() != JsonToken.END_ARRAY) {
      if (json.isNumber()) {
        if (count == numbers.length) {
          numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = json.number(Double.NaN);
        continue;
      }
      Node node = readValue(columns);
      if (node != null && (node == BREAK || node.level >= 0)) {
        items.nodes.add(node);
      } else if (node instanceof Items inner && !inner.others) {
        leftOut.add("empty arrays");
      } else {
        items.others = true;
      }
    }
    if (count > 0 && items.nodes.stream().allMatch(node -> node == BREAK)) {
      return new Numbers(Arrays.copyOf(numbers, count));
    }
    int highest = highest(items.nodes);
    if (highest >= 0) {
      items.level = highest + 1;
      if (highest == 0) {
        lookAtRows(items);
      }
    }
    return items;
  }

  private static int highest(List<Node> nodes) {
    int level = -1;
    for (Node node : nodes) {
      level = Math.max(level, node.level);
    }
    return level;
  }

  /** Notes what the arrays of a stroke can only be. */
  private void lookAtRows(Items stroke) {
    boolean rows = canBeRows(stroke);
    boolean columns = canBeColumns(stroke);
    rowsSeen |= rows && !columns;
    columnsSeen |= columns && !rows;
  }

  private static boolean canBeRows(Items stroke) {
    for (Node node : stroke.nodes) {
      if (node instanceof Numbers numbers
          && (numbers.values.length < 2 || numbers.values.length > 5)) {
        return false;
      }
    }
    return true;
  }

  private static boolean canBeColumns(Items stroke) {
    List<Node> nodes = stroke.nodes;
    if (nodes.size() < 2 || nodes.size() > 6) {
      return false;
    }
    int length = -1;
    for (Node node : nodes.subList(0, 2)) {
      if (!(node instanceof Numbers numbers) || (length >= 0 && numbers.values.length != length)) {
        return false;
      }
      length = numbers.values.length;
    }
    return true;
  }

  /** Adds the drawings of a value. */
  private void emit(Node node, @Nullable String word) {
    Items items = (Items) node; // points and numbers have a lower level
    String ownWord = items.word == null ? word : items.word;
    if (items.level >= 3) {
      for (Node child : items.nodes) {
        if (child.level >= 1) {
          emit(child, ownWord);
        }
      }
      return;
    }
    InkBuilder ink = new InkBuilder(options, json, leftOut);
    addStrokes(items, ink, items.columns, 0, 0);
    items.word = ownWord;
    drawings.add(record(items, ink));
  }

  private QuickDrawRecord record(Items items, InkBuilder ink) {
    return new QuickDrawRecord(
        OptionalLong.empty(),
        Optional.ofNullable(wordOf(items)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ink.build());
  }

  /** Returns the word of a value or of the only value in it. */
  private static @Nullable String wordOf(Items items) {
    Items at = items;
    while (at.word == null && at.nodes.size() == 1 && at.nodes.get(0) instanceof Items only) {
      at = only;
    }
    return at.word;
  }

  private void addStrokes(
      Items items, InkBuilder ink, boolean columns, double offsetX, double offsetY) {
    boolean below = columns || items.columns;
    double x = offsetX + items.offsetX;
    double y = offsetY + items.offsetY;
    boolean wrapped = items.nodes.size() == 1 && items.nodes.get(0).level == items.level;
    if (items.level == 1 && !wrapped) {
      addStroke(items, ink, below, x, y);
      return;
    }
    for (Node node : items.nodes) {
      if (node instanceof Items inner && inner.level >= 1) {
        addStrokes(inner, ink, below, x, y);
      } else if (node instanceof Point point) {
        ink.begin();
        ink.add(point.x + x, point.y + y, point.t);
        ink.end();
      }
    }
  }

  private void addStroke(Items stroke, InkBuilder ink, boolean columns, double x, double y) {
    boolean asColumns =
        canBeColumns(stroke)
            && (!canBeRows(stroke) || (columnsSeen && !rowsSeen) || (columns && !rowsSeen));
    if (asColumns) {
      double[] xs = ((Numbers) stroke.nodes.get(0)).values;
      double[] ys = ((Numbers) stroke.nodes.get(1)).values;
      double[] ts =
          stroke.nodes.size() > 2
                  && stroke.nodes.get(2) instanceof Numbers third
                  && third.values.length == xs.length
              ? third.values
              : null;
      ink.begin();
      for (int i = 0; i < xs.length; i++) {
        ink.add(xs[i] + x, ys[i] + y, ts == null ? Double.NaN : ts[i]);
      }
      ink.end();
      return;
    }
    ink.begin();
    for (Node node : stroke.nodes) {
      if (node == BREAK) {
        ink.begin();
      } else if (node instanceof Point point) {
        if (point.starts) {
          ink.begin();
        }
        ink.add(point.x + x, point.y + y, point.t);
      } else if (node instanceof Numbers numbers) {
        if (numbers.values.length < 2) {
          throw json.malformed(
              "a point must have x and y, but an array has " + numbers.values.length + " number");
        }
        ink.add(numbers.values[0] + x, numbers.values[1] + y); // what follows may be pressure
      }
    }
    ink.end();
  }
}
