package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.internal.Decimals;
import org.sketchsdk.core.internal.file.AtomicFile;
import org.sketchsdk.core.internal.text.XmlText;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/**
 * Writes a drawing as an InkML document: a trace for each stroke, with the channels X, Y and, for
 * strokes with times, T in milliseconds. {@link DrawingFiles} reads it back as an equal record:
 * coordinates are written as the shortest decimals that give the same float, and the fields of the
 * record are annotations. Characters that XML cannot hold become U+FFFD.
 *
 * <p>The bytes are the same on every machine. Thread-safe.
 */
public final class InkMlWriter {
  private static final String XY =
      "<channel name=\"X\" type=\"decimal\"/><channel name=\"Y\" type=\"decimal\"/>";
  private static final String T = "<channel name=\"T\" type=\"integer\" units=\"ms\"/>";

  private InkMlWriter() {}

  /**
   * Creates a file, or replaces it.
   *
   * @param record the drawing
   * @param file the file
   * @throws IOException if the file cannot be written
   */
  public static void write(QuickDrawRecord record, Path file) throws IOException {
    AtomicFile.write(file, toText(record).getBytes(UTF_8));
  }

  /**
   * Writes a document to a stream, which stays open.
   *
   * @param record the drawing
   * @param out gets the bytes, in UTF-8
   * @throws IOException if the stream fails
   */
  public static void write(QuickDrawRecord record, OutputStream out) throws IOException {
    out.write(toText(record).getBytes(UTF_8));
  }

  /**
   * Returns a document.
   *
   * @param record the drawing
   * @return the text of the document, which ends with a line feed
   */
  public static String toText(QuickDrawRecord record) {
    Drawing drawing = record.drawing();
    StringBuilder xml = new StringBuilder(300 + 12 * drawing.pointCount());
    xml.append("<ink xmlns=\"http://www.w3.org/2003/InkML\">\n<definitions>\n")
        .append("<context xml:id=\"plain\"><traceFormat>")
        .append(XY)
        .append("</traceFormat></context>\n<context xml:id=\"timed\"><traceFormat>")
        .append(XY)
        .append(T)
        .append("</traceFormat></context>\n</definitions>\n");
    for (Map.Entry<String, String> field : Metadata.texts(record).entrySet()) {
      xml.append("<annotation type=\"").append(field.getKey()).append("\">");
      XmlText.append(xml, field.getValue());
      xml.append("</annotation>\n");
    }
    for (Stroke stroke : drawing.strokes()) {
      xml.append("<trace contextRef=\"#")
          .append(stroke.hasTime() ? "timed" : "plain")
          .append("\">");
      for (int i = 0; i < stroke.size(); i++) {
        xml.append(i == 0 ? "" : ",")
            .append(Decimals.text(stroke.x(i)))
            .append(' ')
            .append(Decimals.text(stroke.y(i)));
        if (stroke.hasTime()) {
          xml.append(' ').append(stroke.tMillis(i));
        }
      }
      xml.append("</trace>\n");
    }
    return xml.append("</ink>\n").toString();
  }
}
