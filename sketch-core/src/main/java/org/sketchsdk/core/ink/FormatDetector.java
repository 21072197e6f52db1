package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.text.JsonText;
import org.sketchsdk.core.internal.text.NumberScanner;
import org.sketchsdk.core.internal.text.XmlDocument;
import org.sketchsdk.core.quickdraw.DrawingFormatException;

/** Tells the format of a file by its first bytes, and by its name where these leave a doubt. */
final class FormatDetector {
  /** Most bytes that are looked at. */
  static final int HEAD_BYTES = 1 << 16;

  /** Fields of an object that is a whole drawing. */
  private static final Set<String> DRAWING_FIELDS =
      Set.of("strokes", "lines", "paths", "ink", "traces", "segments");

  /**
   * A format.
   *
   * @param format the format
   * @param inArray whether a JSON array is around the drawings
   * @param zipped whether the arrays of NumPy are in a zip archive
   * @param certain whether the content shows the format, and not only that it can be no other
   */
  record Detected(DrawingFormat format, boolean inArray, boolean zipped, boolean certain) {
    static Detected of(DrawingFormat format) {
      return new Detected(format, false, false, true);
    }

    /** Returns NDJSON, whose reader says what is wrong with each line. */
    static Detected perhapsLines() {
      return new Detected(DrawingFormat.NDJSON, false, false, false);
    }
  }

  private final byte[] head;
  private final int length;
  private final boolean complete;
  private final String source;
  private final String name;

  private FormatDetector(byte[] head, int length, boolean complete, String source) {
    this.head = head;
    this.length = length;
    this.complete = complete;
    this.source = source;
    String lower = source.toLowerCase(Locale.ROOT);
    this.name = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
  }

  /**
   * Tells the format.
   *
   * @param head the first bytes, decompressed
   * @param length how many
   * @param complete whether there are no more, or no more that are looked at
   * @param source the name of the file
   * @return the format, or null if more bytes are needed
   * @throws DrawingFormatException if it is none of the known formats
   */
  static @Nullable Detected detect(byte[] head, int length, boolean complete, String source) {
    return new FormatDetector(head, length, complete, source).detect();
  }

  private @Nullable Detected detect() {
    if (length == 0) {
      return complete ? Detected.perhapsLines() : null; // no drawings
    }
    if (length < 20 && !complete) {
      return null;
    }
    if (startsWith(NpyHeader.MAGIC)) {
      return Detected.of(DrawingFormat.STROKES);
    }
    if (startsWith('P', 'K', 3, 4)) {
      return zip();
    }
    refuseOthers();
    if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
      String text = new String(head, 2, length - 2, at(0) == 0xFF ? UTF_16LE : UTF_16BE);
      if (!text.trim().startsWith("<")) {
        throw unknown("the text is UTF-16, but must be UTF-8");
      }
      return xml(text);
    }
    int start = startsWith(0xEF, 0xBB, 0xBF) ? 3 : 0;
    while (start < length && NumberScanner.isSpace((char) at(start))) {
      start++;
    }
    if (start == length) {
      return complete ? Detected.perhapsLines() : null;
    }
    if (isBinary()) {
      return Detected.of(DrawingFormat.BINARY);
    }
    return switch (at(start)) {
      case '<' -> xml(new String(head, start, length - start, ISO_8859_1));
      case '{', '[' -> json(start);
      default -> text(start);
    };
  }

  private int at(int index) {
    return head[index] & 0xFF;
  }

  private boolean startsWith(byte[] bytes) {
    return length >= bytes.length && Arrays.equals(Arrays.copyOf(head, bytes.length), bytes);
  }

  private boolean startsWith(int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= length || at(i) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private DrawingFormatException unknown(String rule) {
    return new DrawingFormatException(rule, source, "line", -1, -1, -1, null);
  }

  /** Returns the kind of picture that bytes start like, or null. */
  static @Nullable String pictureKind(byte[] head, int length) {
    FormatDetector detector = new FormatDetector(head, length, true, "");
    if (detector.startsWith(0x89, 'P', 'N', 'G')) {
      return "PNG";
    }
    if (detector.startsWith(0xFF, 0xD8, 0xFF)) {
      return "JPEG";
    }
    if (detector.startsWith('G', 'I', 'F', '8')) {
      return "GIF";
    }
    if (detector.startsWith('B', 'M')
        && length >= 14
        && detector.at(6) == 0
        && detector.at(7) == 0
        && detector.at(8) == 0
        && detector.at(9) == 0) {
      return "BMP";
    }
    if (detector.startsWith('R', 'I', 'F', 'F')
        && length >= 12
        && detector.at(8) == 'W'
        && detector.at(9) == 'E'
        && detector.at(10) == 'B'
        && detector.at(11) == 'P') {
      return "WebP";
    }
    if (detector.startsWith('I', 'I', 42, 0) || detector.startsWith('M', 'M', 0, 42)) {
      return "TIFF";
    }
    if (length >= 12
        && detector.at(4) == 'f'
        && detector.at(5) == 't'
        && detector.at(6) == 'y'
        && detector.at(7) == 'p'
        && detector.at(8) == 'h'
        && detector.at(9) == 'e') {
      return "HEIC";
    }
    return null;
  }

  /** Names formats that are often met, but hold no drawings that can be read. */
  private void refuseOthers() {
    String picture = pictureKind(head, length);
    if (picture != null) {
      throw unknown("a file of drawings was expected, but this is a picture (" + picture + ")");
    }
    if (startsWith('%', 'P', 'D', 'F')) {
      throw unknown("a file of drawings was expected, but this is PDF; export SVG instead");
    }
    if (at(0) == 0x80 && length > 1 && at(1) <= 5) {
      throw unknown(
          "a Python pickle can run code and is not read; write the drawings as NDJSON or .npy");
    }
  }

  private Detected zip() {
    if (length >= 30) {
      int nameLength = at(26) | at(27) << 8;
      String entry = new String(head, 30, Math.min(nameLength, length - 30), ISO_8859_1);
      if (entry.endsWith(".npy")) {
        return new Detected(DrawingFormat.STROKES, false, true, true);
      }
    }
    throw unknown(
        "a zip archive must hold arrays of NumPy (.npz); unpack an archive of other files first");
  }

  /** Tells whether the bytes are a record of a .bin file: they have no text to know it by. */
  private boolean isBinary() {
    if (length < 17) {
      return false;
    }
    boolean named = name.endsWith(".bin");
    if (at(10) > 1) {
      return named && !isText();
    }
    boolean letters = isCapital(at(8)) && isCapital(at(9));
    boolean noCountry = at(8) == 0 && at(9) == 0;
    if (!letters && !noCountry) {
      return named && !isText();
    }
    if (named) {
      return true; // a text has no control character there
    }
    long seconds = at(11) | at(12) << 8 | at(13) << 16 | (long) at(14) << 24;
    int strokes = at(15) | at(16) << 8;
    if (seconds < 1_000_000_000 || strokes == 0) {
      return false;
    }
    int position = 17;
    for (int i = 0; i < strokes; i++) {
      if (position + 2 > length) {
        return !complete || length == HEAD_BYTES; // the head ends inside the record
      }
      int points = at(position) | at(position + 1) << 8;
      if (points == 0) {
        return false;
      }
      position += 2 + 2 * points;
    }
    return position <= length || length == HEAD_BYTES || !complete;
  }

  private static boolean isCapital(int b) {
    return b >= 'A' && b <= 'Z';
  }

  private boolean isText() {
    for (int i = 0; i < Math.min(length, 512); i++) {
      int b = at(i);
      if (b < ' ' && !NumberScanner.isSpace((char) b)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Detected xml(String text) {
    String root = rootOf(text);
    if (root == null) {
      if (!complete) {
        return null;
      }
      if (name.endsWith(".svg") || text.contains("<svg")) {
        return Detected.of(DrawingFormat.SVG);
      }
      if (name.endsWith(".inkml") || text.contains("<ink")) {
        return Detected.of(DrawingFormat.INKML);
      }
      throw unknown("XML must be SVG or InkML, but no root element was found");
    }
    String local = root.substring(root.indexOf(':') + 1);
    return switch (local) {
      case "svg" -> Detected.of(DrawingFormat.SVG);
      case "ink" -> Detected.of(DrawingFormat.INKML);
      default ->
          throw unknown(
              "XML must be SVG or InkML, but the root element is " + XmlDocument.shortened(local));
    };
  }

  /** Returns the name of the first element, or null if it is not in the text. */
  private static @Nullable String rootOf(String text) {
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('<', at);
      if (open < 0 || open + 4 > text.length()) {
        return null;
      }
      int end;
      if (text.startsWith("<!--", open)) {
        end = text.indexOf("-->", open + 4);
      } else if (text.charAt(open + 1) == '?') {
        end = text.indexOf("?>", open + 2);
      } else if (text.charAt(open + 1) == '!') {
        int subset = text.indexOf('[', open);
        end = text.indexOf('>', open);
        if (subset >= 0 && subset < end) {
          end = text.indexOf("]", subset);
        }
      } else {
        int stop = open + 1;
        while (stop < text.length() && " \t\r\n/>".indexOf(text.charAt(stop)) < 0) {
          stop++;
        }
        return stop == text.length() ? null : text.substring(open + 1, stop);
      }
      if (end < 0) {
        return null;
      }
      at = end + 1;
    }
    return null;
  }

  /** What the first value of a JSON text holds, as far as the head goes. */
  private static final class Sketch {
    final Set<String> fields = new HashSet<>(); // of the object, or of the first one in arrays
    @Nullable String type;
    int arrays; // around the first object or number
    boolean numbers; // the first thing in the arrays is a number
    boolean object;
    boolean drawingIsArray;
    boolean x;
    boolean ended; // the value is complete
    long lines; // that the object spans
    boolean broken;
  }

  private @Nullable Detected json(int start) {
    Sketch sketch = sketch(start);
    Set<String> fields = sketch.fields;
    boolean sure = sketch.ended || sketch.broken || complete;
    if (sketch.object && sketch.arrays == 0) {
      if (isExcalidraw(sketch)) {
        return Detected.of(DrawingFormat.EXCALIDRAW);
      }
      if (fields.contains("tldrawFileFormatVersion")
          || (fields.contains("schema") && (fields.contains("records") || fields.contains("store")))
          || (fields.contains("document") && fields.contains("session"))
          || "application/tldraw".equals(sketch.type)) {
        return Detected.of(DrawingFormat.TLDRAW);
      }
      if (!sure) {
        return null;
      }
      if (sketch.drawingIsArray) {
        return Detected.of(sketch.lines > 1 ? DrawingFormat.JSON : DrawingFormat.NDJSON);
      }
      if (fields.contains("records") || fields.contains("store")) {
        return Detected.of(DrawingFormat.TLDRAW);
      }
      if (fields.contains("elements") && !fields.contains("drawing")) {
        return Detected.of(DrawingFormat.EXCALIDRAW);
      }
      boolean otherObject = sketch.x || holdsOneOf(PointLists.CONTAINERS, fields);
      return otherObject && !sketch.broken
          ? new Detected(DrawingFormat.POINTS, false, false, false)
          : Detected.perhapsLines();
    }
    if (!sure && !sketch.object && !sketch.numbers) {
      return null;
    }
    if (!sure && sketch.object && !sketch.drawingIsArray && !holdsOneOf(DRAWING_FIELDS, fields)) {
      return null;
    }
    if (sketch.object && sketch.arrays == 1 && sketch.drawingIsArray) {
      return new Detected(DrawingFormat.JSON, true, false, true);
    }
    // An array of drawings is read element by element.
    boolean several =
        sketch.object
            ? (sketch.arrays == 1
                    && !sketch.x
                    && !fields.contains("points")
                    && holdsOneOf(DRAWING_FIELDS, fields))
                || (sketch.arrays == 2 && fields.contains("points"))
                || sketch.arrays > 2
            : sketch.arrays > 3;
    return new Detected(DrawingFormat.POINTS, several, false, false);
  }

  private static boolean isExcalidraw(Sketch sketch) {
    return (sketch.type != null && sketch.type.startsWith("excalidraw"))
        || (sketch.fields.contains("elements") && sketch.fields.contains("appState"));
  }

  private static boolean holdsOneOf(Set<String> known, Set<String> fields) {
    for (String field : fields) {
      if (known.contains(field.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private Sketch sketch(int start) {
    Sketch sketch = new Sketch();
    try (JsonParser parser = JsonText.newFactory().createParser(head, start, length - start)) {
      JsonToken token = parser.nextToken();
      while (token == JsonToken.START_ARRAY) {
        sketch.arrays++;
        token = parser.nextToken();
      }
      if (token == JsonToken.START_OBJECT) {
        sketch.object = true;
        long firstLine = parser.currentTokenLocation().getLineNr();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
          token = parser.nextToken();
          sketch.fields.add(field);
          if (field.equals("drawing") && token == JsonToken.START_ARRAY) {
            token = parser.nextToken();
            sketch.drawingIsArray = token != JsonToken.START_OBJECT;
            for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
              parser.skipChildren();
            }
            continue;
          }
          sketch.x |= field.equalsIgnoreCase("x") && token.isNumeric();
          if (field.equals("type") && token == JsonToken.VALUE_STRING) {
            sketch.type = parser.getText();
          }
          parser.skipChildren();
        }
        sketch.lines = parser.currentTokenLocation().getLineNr() - firstLine + 1;
        sketch.ended = true;
      } else if (token != null && token.isNumeric()) {
        sketch.numbers = true;
      } else if (token == JsonToken.END_ARRAY) {
        sketch.ended = true;
      }
    } catch (JsonEOFException e) {
      sketch.lines = linesFrom(start); // the head ends inside the value
    } catch (IOException e) {
      sketch.broken = true;
    }
    return sketch;
  }

  private long linesFrom(int start) {
    long lines = 1;
    for (int i = start; i < length; i++) {
      lines += head[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Tells what a text is that starts like none of the formats. */
  private @Nullable Detected text(int start) {
    int end = start;
    while (end < length && head[end] != '\n') {
      end++;
    }
    if (end == length && !complete) {
      return null;
    }
    String line = new String(head, start, end - start, ISO_8859_1).trim();
    if (CsvLines.Header.parse(line) != null) {
      return Detected.of(DrawingFormat.CSV);
    }
    for (int i = start; i + 1 < length; i++) {
      if (head[i] == '\n' && head[i + 1] == '{') {
        return Detected.perhapsLines();
      }
    }
    if (!complete) {
      return null;
    }
    if (name.endsWith(".ndjson") || name.endsWith(".jsonl") || name.endsWith(".json")) {
      return Detected.perhapsLines();
    }
    if (isText() && (name.endsWith(".csv") || line.indexOf(',') >= 0)) {
      throw unknown(
          "a CSV file must have a column \"drawing\" in its first line, as Kaggle's tables, but"
              + " that is "
              + XmlDocument.shortened(line));
    }
    throw unknown(
        "the format is unknown: the content starts with "
            + firstBytes(start)
            + "; known are NDJSON, JSON, CSV, .bin, SVG, InkML, Excalidraw, tldraw, .npy and .npz");
  }

  private String firstBytes(int start) {
    if (isText()) {
      return "\""
          + XmlDocument.shortened(new String(head, start, Math.min(12, length - start), ISO_8859_1))
          + "\"";
    }
    StringBuilder bytes = new StringBuilder("bytes");
    for (int i = start; i < Math.min(length, start + 4); i++) {
      bytes.append(String.format(Locale.ROOT, " 0x%02X", at(i)));
    }
    return bytes.toString();
  }
}
