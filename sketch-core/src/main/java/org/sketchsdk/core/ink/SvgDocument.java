package org.sketchsdk.core.ink;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.internal.text.Affine;
import org.sketchsdk.core.internal.text.NumberScanner;
import org.sketchsdk.core.internal.text.XmlDocument;
import org.sketchsdk.core.internal.text.XmlElement;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Turns an SVG document into a drawing: the outlines of all shapes that can be seen, in the
 * coordinates of the document. A shape that fills the whole canvas and has no line is a background
 * and no part of the drawing, and neither is a white area.
 */
final class SvgDocument {
  private static final int MAX_VISITS = 500_000;
  private static final int MAX_USE_DEPTH = 16;

  private static final Set<String> CONTAINERS = Set.of("g", "a", "svg", "switch", "layer");

  /** Elements that draw nothing where they stand. */
  private static final Set<String> SILENT =
      Set.of(
          "defs",
          "symbol",
          "clipPath",
          "mask",
          "pattern",
          "marker",
          "linearGradient",
          "radialGradient",
          "filter",
          "metadata",
          "title",
          "desc",
          "style",
          "script",
          "namedview",
          "animate",
          "animateTransform",
          "set",
          "font",
          "view",
          "sfw",
          "pgf");

  private final String source;
  private final ReadOptions options;
  private final LeftOut leftOut;
  private final Map<String, XmlElement> byId = new HashMap<>();
  private final SvgStyle.Sheets sheets = new SvgStyle.Sheets();
  private final Outlines outlines;
  private XmlElement place; // that is being drawn
  private int visits;

  private SvgDocument(XmlElement root, String source, ReadOptions options, LeftOut leftOut) {
    this.source = source;
    this.options = options;
    this.leftOut = leftOut;
    this.place = root;
    this.outlines = new Outlines(options, this::malformed);
  }

  /**
   * Reads a document.
   *
   * @throws DrawingFormatException if it is not well-formed, is not SVG or passes a limit
   */
  static QuickDrawRecord read(InputStream in, String source, ReadOptions options, LeftOut leftOut)
      throws IOException {
    XmlElement root = XmlDocument.read(in, source, Set.of("style"));
    SvgDocument document = new SvgDocument(root, source, options, leftOut);
    if (!root.name.equals("svg")) {
      throw document.malformed(
          "the root element must be svg, but is " + XmlDocument.shortened(root.name));
    }
    return document.draw(root);
  }

  private DrawingFormatException malformed(String rule) {
    return new DrawingFormatException(rule, source, "line", place.line, place.column, -1, null);
  }

  private QuickDrawRecord draw(XmlElement root) {
    index(root);
    InkBuilder ink = new InkBuilder(options, this::malformed, leftOut);
    ink.keepTimes();
    Viewport canvas = viewport(root, new Viewport(100, 100));
    // The coordinates stay those of the document unless its view box stretches them.
    Affine map =
        root.attribute("preserveAspectRatio", "").trim().startsWith("none")
                && root.attribute("width") != null
                && root.attribute("height") != null
            ? viewBoxMap(root, canvas)
            : Affine.IDENTITY;
    SvgStyle.Own own = sheets.of(root);
    if (!own.hidden()) {
      drawChildren(root, map, own.in(SvgStyle.INITIAL), inside(root, canvas), 0);
    }
    place = root;
    outlines.flatten(ink);
    return Metadata.of(key -> root.attribute("data-" + key)).toRecord(ink.build());
  }

  /** Finds ids and style sheets, which may stand behind what uses them. */
  private void index(XmlElement element) {
    String id = element.attribute("id");
    if (id != null) {
      byId.putIfAbsent(id, element);
    }
    if (element.name.equals("style")) {
      sheets.add(element.text());
    }
    for (XmlElement child : element.children) {
      index(child);
    }
  }

  private void drawChildren(
      XmlElement parent, Affine map, SvgStyle style, Viewport viewport, int useDepth) {
    for (XmlElement child : parent.children) {
      draw(child, map, style, viewport, useDepth);
    }
  }

  private void draw(
      XmlElement element, Affine parentMap, SvgStyle parentStyle, Viewport viewport, int useDepth) {
    place = element;
    if (++visits > MAX_VISITS) {
      throw malformed(
          "elements, with repeated use, exceed the maximum allowed (" + MAX_VISITS + ")");
    }
    if (SILENT.contains(element.name)) {
      return;
    }
    SvgStyle.Own own = sheets.of(element);
    if (own.hidden()) {
      leftOut.add("hidden elements");
      return;
    }
    SvgStyle style = own.in(parentStyle);
    String transform = element.attribute("transform");
    Affine map = transform == null ? parentMap : parentMap.then(SvgTransform.parse(transform));
    if (element.name.equals("svg")) {
      Viewport inner = viewport(element, viewport);
      double x = viewport.length(element.attribute("x"), viewport.width, 0);
      double y = viewport.length(element.attribute("y"), viewport.height, 0);
      Affine moved = map.then(Affine.translation(x, y)).then(viewBoxMap(element, inner));
      drawChildren(element, moved, style, inside(element, inner), useDepth);
    } else if (CONTAINERS.contains(element.name)) {
      drawChildren(element, map, style, viewport, useDepth);
    } else if (element.name.equals("use")) {
      use(element, map, style, viewport, useDepth);
    } else {
      shape(element, map, style, viewport);
    }
  }

  private void use(
      XmlElement element, Affine map, SvgStyle style, Viewport viewport, int useDepth) {
    String reference = element.attribute("href", "");
    XmlElement target = reference.startsWith("#") ? byId.get(reference.substring(1)) : null;
    if (target == null) {
      leftOut.add("references to nothing in the document");
      return;
    }
    if (useDepth == MAX_USE_DEPTH) {
      throw malformed("nesting of use exceeds the maximum allowed (" + MAX_USE_DEPTH + ")");
    }
    double x = viewport.length(element.attribute("x"), viewport.width, 0);
    double y = viewport.length(element.attribute("y"), viewport.height, 0);
    Affine moved = map.then(Affine.translation(x, y));
    if (target.name.equals("symbol")) {
      SvgStyle.Own own = sheets.of(target);
      if (!own.hidden()) {
        Viewport inner =
            new Viewport(
                viewport.length(element.attribute("width"), viewport.width, viewport.width),
                viewport.length(element.attribute("height"), viewport.height, viewport.height));
        drawChildren(
            target,
            moved.then(viewBoxMap(target, inner)),
            own.in(style),
            inside(target, inner),
            useDepth + 1);
      }
    } else {
      draw(target, moved, style, viewport, useDepth + 1);
    }
  }

  private void shape(XmlElement element, Affine map, SvgStyle style, Viewport viewport) {
    boolean strokes = style.strokes();
    boolean fills = style.fills();
    switch (element.name) {
      case "path", "polyline", "polygon", "line", "rect", "circle", "ellipse" -> {
        if (!strokes && (!fills || style.fillsWhite() || element.name.equals("line"))) {
          leftOut.add("shapes that cannot be seen");
          return;
        }
      }
      case "text", "image", "foreignObject" -> {
        leftOut.add("elements " + element.name);
        return;
      }
      default -> {
        leftOut.add("unknown elements");
        return;
      }
    }
    outlines.map(map);
    boolean area = !strokes;
    switch (element.name) {
      case "path" -> {
        if (!new SvgPath(element.attribute("d", ""), outlines, area).draw()) {
          leftOut.add("rests of paths behind an error");
        }
        String times = element.attribute("data-t");
        if (times != null) {
          outlines.times(numbers(times));
        }
      }
      case "polyline", "polygon" ->
          polygon(element.attribute("points", ""), area || element.name.equals("polygon"));
      case "line" -> {
        outlines.moveTo(
            viewport.length(element.attribute("x1"), viewport.width, 0),
            viewport.length(element.attribute("y1"), viewport.height, 0));
        outlines.lineTo(
            viewport.length(element.attribute("x2"), viewport.width, 0),
            viewport.length(element.attribute("y2"), viewport.height, 0));
      }
      case "rect" -> rectangle(element, viewport, area);
      case "circle" -> {
        double r = viewport.length(element.attribute("r"), viewport.diagonal(), 0);
        ellipse(element, viewport, r, r);
      }
      default -> {
        double rx = viewport.length(element.attribute("rx"), viewport.width, -1);
        double ry = viewport.length(element.attribute("ry"), viewport.height, -1);
        ellipse(element, viewport, rx < 0 ? ry : rx, ry < 0 ? rx : ry);
      }
    }
  }

  private void polygon(String points, boolean closed) {
    NumberScanner scanner = new NumberScanner(points);
    boolean started = false;
    while (scanner.numberFollows()) {
      double x = scanner.number();
      double y = scanner.number();
      if (scanner.failed()) {
        break; // an odd number of coordinates
      }
      if (started) {
        outlines.lineTo(x, y);
      } else {
        outlines.moveTo(x, y);
        started = true;
      }
    }
    if (closed && started) {
      outlines.close();
    }
  }

  private void rectangle(XmlElement element, Viewport viewport, boolean area) {
    double x = viewport.length(element.attribute("x"), viewport.width, 0);
    double y = viewport.length(element.attribute("y"), viewport.height, 0);
    double width = viewport.length(element.attribute("width"), viewport.width, 0);
    double height = viewport.length(element.attribute("height"), viewport.height, 0);
    if (!(width > 0 && height > 0)) {
      return;
    }
    if (area && width >= 0.99 * viewport.width && height >= 0.99 * viewport.height) {
      leftOut.add("backgrounds");
      return;
    }
    double rx = viewport.length(element.attribute("rx"), viewport.width, -1);
    double ry = viewport.length(element.attribute("ry"), viewport.height, -1);
    double cornerX = Math.min(width / 2, Math.max(0, rx < 0 ? ry : rx));
    double cornerY = Math.min(height / 2, Math.max(0, ry < 0 ? rx : ry));
    if (cornerX == 0 || cornerY == 0) {
      outlines.moveTo(x, y);
      outlines.lineTo(x + width, y);
      outlines.lineTo(x + width, y + height);
      outlines.lineTo(x, y + height);
      outlines.close();
      return;
    }
    outlines.moveTo(x + cornerX, y);
    outlines.lineTo(x + width - cornerX, y);
    outlines.arcTo(cornerX, cornerY, 0, false, true, x + width, y + cornerY);
    outlines.lineTo(x + width, y + height - cornerY);
    outlines.arcTo(cornerX, cornerY, 0, false, true, x + width - cornerX, y + height);
    outlines.lineTo(x + cornerX, y + height);
    outlines.arcTo(cornerX, cornerY, 0, false, true, x, y + height - cornerY);
    outlines.lineTo(x, y + cornerY);
    outlines.arcTo(cornerX, cornerY, 0, false, true, x + cornerX, y);
    outlines.close();
  }

  private void ellipse(XmlElement element, Viewport viewport, double rx, double ry) {
    if (rx > 0 && ry > 0) {
      outlines.ellipse(
          viewport.length(element.attribute("cx"), viewport.width, 0),
          viewport.length(element.attribute("cy"), viewport.height, 0),
          rx,
          ry);
    }
  }

  private static double[] numbers(String text) {
    NumberScanner scanner = new NumberScanner(text);
    double[] numbers = new double[text.length() / 2 + 1];
    int count = 0;
    while (scanner.numberFollows()) {
      numbers[count++] = scanner.number();
      if (scanner.failed()) {
        return new double[0];
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  /** The size of what percentages refer to. */
  private record Viewport(double width, double height) {
    double diagonal() {
      return Math.sqrt((width * width + height * height) / 2);
    }

    /** Returns a length in pixels of 1/96 inch. */
    double length(@Nullable String text, double whole, double otherwise) {
      if (text == null) {
        return otherwise;
      }
      NumberScanner scanner = new NumberScanner(text);
      double value = scanner.number();
      if (scanner.failed()) {
        return otherwise;
      }
      return switch (scanner.rest().toLowerCase(Locale.ROOT)) {
        case "%" -> value / 100 * whole;
        case "mm" -> value * 96 / 25.4;
        case "cm" -> value * 96 / 2.54;
        case "q" -> value * 96 / 101.6;
        case "in" -> value * 96;
        case "pt" -> value * 96 / 72;
        case "pc" -> value * 16;
        case "em", "rem" -> value * 16;
        case "ex" -> value * 8;
        default -> value;
      };
    }
  }

  private static Viewport viewport(XmlElement svg, Viewport outer) {
    double[] box = viewBox(svg);
    double width = box == null ? outer.width : box[2];
    double height = box == null ? outer.height : box[3];
    return new Viewport(
        outer.length(svg.attribute("width"), outer.width, width),
        outer.length(svg.attribute("height"), outer.height, height));
  }

  /** Returns what percentages inside an element refer to: its view box where it has one. */
  private static Viewport inside(XmlElement svg, Viewport own) {
    double[] box = viewBox(svg);
    return box == null ? own : new Viewport(box[2], box[3]);
  }

  private static double @Nullable [] viewBox(XmlElement svg) {
    String text = svg.attribute("viewBox");
    if (text == null) {
      return null;
    }
    NumberScanner scanner = new NumberScanner(text);
    double[] box = {scanner.number(), scanner.number(), scanner.number(), scanner.number()};
    return scanner.failed() || !(box[2] > 0 && box[3] > 0) ? null : box;
  }

  /** Returns the map from the view box of an element to its viewport. */
  private static Affine viewBoxMap(XmlElement svg, Viewport viewport) {
    double[] box = viewBox(svg);
    if (box == null || !(viewport.width > 0 && viewport.height > 0)) {
      return Affine.IDENTITY;
    }
    double scaleX = viewport.width / box[2];
    double scaleY = viewport.height / box[3];
    String ratio = svg.attribute("preserveAspectRatio", "xMidYMid").trim();
    if (ratio.startsWith("none")) {
      return Affine.scaling(scaleX, scaleY).then(Affine.translation(-box[0], -box[1]));
    }
    double scale = ratio.endsWith("slice") ? Math.max(scaleX, scaleY) : Math.min(scaleX, scaleY);
    double restX = viewport.width - box[2] * scale;
    double restY = viewport.height - box[3] * scale;
    double shareX = ratio.startsWith("xMin") ? 0 : ratio.startsWith("xMax") ? 1 : 0.5;
    double shareY = ratio.contains("YMin") ? 0 : ratio.contains("YMax") ? 1 : 0.5;
    return Affine.translation(restX * shareX, restY * shareY)
        .then(Affine.scaling(scale, scale))
        .then(Affine.translation(-box[0], -box[1]));
  }
}
