package org.sketchsdk.core.ink;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.internal.text.Faults;
import org.sketchsdk.core.internal.text.XmlDocument;
import org.sketchsdk.core.internal.text.XmlElement;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Turns an InkML document into a drawing: its traces in the order of the document. Channels other
 * than X, Y and T are left out, and so are movements above the paper.
 */
final class InkMlDocument {
  private static final Set<String> TEXT = Set.of("trace", "annotation");

  /** Kinds of annotations that name what the whole document shows. */
  private static final Set<String> WORDS = Set.of("word", "truth", "label");

  /** One value of each point. */
  record Channel(String name, boolean bool, double factor) {}

  /** The channels of a trace: those of every point first, then the intermittent ones. */
  record Format(List<Channel> channels, int regular) {
    static final Format DEFAULT =
        new Format(List.of(new Channel("X", false, 1), new Channel("Y", false, 1)), 2);

    int indexOf(String name) {
      for (int i = 0; i < channels.size(); i++) {
        if (channels.get(i).name.equals(name)) {
          return i;
        }
      }
      return -1;
    }
  }

  private final String source;
  private final LeftOut leftOut;
  private final InkBuilder ink;
  private final Map<String, XmlElement> byId = new HashMap<>();
  private final Map<String, List<double[]>> parts = new HashMap<>(); // of continued traces, by id
  private final List<List<double[]>> traces = new ArrayList<>();
  private final ReadOptions options;
  private Format current = Format.DEFAULT;
  private XmlElement place; // that is being read
  private int points;

  private InkMlDocument(XmlElement root, String source, ReadOptions options, LeftOut leftOut) {
    this.source = source;
    this.options = options;
    this.leftOut = leftOut;
    this.place = root;
    this.ink = new InkBuilder(options, this::malformed, leftOut);
  }

  /**
   * Reads a document.
   *
   * @throws DrawingFormatException if it is not well-formed, is not InkML or passes a limit
   */
  static QuickDrawRecord read(InputStream in, String source, ReadOptions options, LeftOut leftOut)
      throws IOException {
    XmlElement root = XmlDocument.read(in, source, TEXT);
    InkMlDocument document = new InkMlDocument(root, source, options, leftOut);
    if (!root.name.equals("ink")) {
      throw document.malformed(
          "the root element must be ink, but is " + XmlDocument.shortened(root.name));
    }
    return document.read(root);
  }

  private DrawingFormatException malformed(String rule) {
    return new DrawingFormatException(rule, source, "line", place.line, place.column, -1, null);
  }

  private QuickDrawRecord read(XmlElement root) {
    List<XmlElement> formats = new ArrayList<>();
    index(root, formats);
    if (!formats.isEmpty()) {
      current = format(formats.get(0)); // for traces that refer to none
    }
    Map<String, String> annotations = new HashMap<>();
    for (XmlElement child : root.children) {
      if (child.name.equals("annotation")) {
        String type = child.attribute("type", "").toLowerCase(Locale.ROOT);
        String text = type.equals("word") ? child.text() : child.text().trim();
        annotations.putIfAbsent(WORDS.contains(type) ? "word" : type, text);
      }
    }
    readTraces(root, current);
    place = root;
    ink.keepTimes();
    for (List<double[]> trace : traces) {
      if (trace.isEmpty()) {
        ink.endEmpty();
        continue;
      }
      ink.begin();
      for (double[] point : trace) {
        ink.add(point[0], point[1], point[2]);
      }
      ink.end();
    }
    return Metadata.of(annotations::get).toRecord(ink.build());
  }

  private void index(XmlElement element, List<XmlElement> formats) {
    String id = element.attribute("id");
    if (id != null) {
      byId.putIfAbsent(id, element);
    }
    if (element.name.equals("traceFormat")) {
      formats.add(element);
    }
    for (XmlElement child : element.children) {
      index(child, formats);
    }
  }

  /** Reads the traces of an element that is no definition. */
  private void readTraces(XmlElement parent, Format inherited) {
    Format format = inherited;
    for (XmlElement child : parent.children) {
      place = child;
      switch (child.name) {
        case "trace" -> readTrace(child, formatOf(child, format));
        case "traceGroup" -> readTraces(child, formatOf(child, format));
        case "context" -> format = formatOf(child, format);
        case "traceFormat" -> format = format(child);
        default -> {}
      }
    }
  }

  /** Returns the format that an element refers to or contains; otherwise the one given. */
  private Format formatOf(XmlElement element, Format otherwise) {
    XmlElement found = find(element, 0);
    return found == null ? otherwise : format(found);
  }

  private @Nullable XmlElement find(XmlElement element, int depth) {
    if (element.name.equals("traceFormat")) {
      return element;
    }
    if (depth == 8) {
      return null; // contexts that refer to each other
    }
    for (String key : new String[] {"traceFormatRef", "contextRef", "inkSourceRef"}) {
      String reference = element.attribute(key);
      XmlElement target =
          reference == null ? null : byId.get(reference.substring(reference.indexOf('#') + 1));
      XmlElement found = target == null ? null : find(target, depth + 1);
      if (found != null) {
        return found;
      }
    }
    if (element.name.equals("context") || element.name.equals("inkSource")) {
      for (XmlElement child : element.children) {
        if (child.name.equals("traceFormat") || child.name.equals("inkSource")) {
          XmlElement found = find(child, depth + 1);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private Format format(XmlElement element) {
    List<Channel> channels = new ArrayList<>();
    addChannels(element, channels);
    int regular = channels.size();
    XmlElement intermittent = element.child("intermittentChannels");
    if (intermittent != null) {
      addChannels(intermittent, channels);
    }
    Format format = new Format(List.copyOf(channels), regular);
    if (format.indexOf("X") < 0 || format.indexOf("Y") < 0) {
      place = element;
      throw malformed("a traceFormat needs the channels X and Y");
    }
    return format;
  }

  private static void addChannels(XmlElement element, List<Channel> channels) {
    for (XmlElement child : element.children) {
      if (child.name.equals("channel") && channels.size() < 100) {
        String name = child.attribute("name", "");
        double sign = child.attribute("orientation", "+ve").equals("-ve") ? -1 : 1;
        channels.add(
            new Channel(
                name,
                child.attribute("type", "").equals("boolean"),
                name.equals("T") ? millis(child.attribute("units", "ms")) : sign));
      }
    }
  }

  /** Returns the length of a unit of time in milliseconds. */
  private static double millis(String unit) {
    return switch (unit) {
      case "s" -> 1e3;
      case "us", "µs" -> 1e-3;
      case "ns" -> 1e-6;
      default -> 1;
    };
  }

  private void readTrace(XmlElement element, Format format) {
    String type = element.attribute("type", "penDown");
    if (type.equals("penUp")) {
      leftOut.add("movements above the paper");
      return;
    }
    List<double[]> trace = new ArrayList<>();
    String continuation = element.attribute("continuation", "");
    if (continuation.equals("middle") || continuation.equals("end")) {
      String prior = element.attribute("priorRef", "");
      List<double[]> begun = parts.get(prior.substring(prior.indexOf('#') + 1));
      if (begun != null) {
        trace = begun;
      } else {
        traces.add(trace);
      }
    } else {
      traces.add(trace);
    }
    String id = element.attribute("id");
    if (id != null && !continuation.isEmpty()) {
      parts.put(id, trace);
    }
    int x = format.indexOf("X");
    int y = format.indexOf("Y");
    int t = format.indexOf("T");
    TraceData data = new TraceData(element.text(), format, this::malformed);
    double[] values;
    while ((values = data.next()) != null) {
      if (++points > options.maxPoints()) {
        throw ((Faults) this::malformed)
            .exceeded("points in drawing", options.maxPoints(), "maxPoints");
      }
      trace.add(
          new double[] {
            values[x] * format.channels.get(x).factor,
            values[y] * format.channels.get(y).factor,
            t < 0 ? Double.NaN : values[t] * format.channels.get(t).factor
          });
    }
    if (traces.size() > options.maxStrokes()) {
      throw ((Faults) this::malformed)
          .exceeded("strokes in drawing", options.maxStrokes(), "maxStrokes");
    }
  }
}
