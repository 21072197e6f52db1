package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.internal.Decimals;
import org.sketchsdk.core.internal.file.AtomicFile;
import org.sketchsdk.core.internal.text.XmlText;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/**
 * Writes a drawing as an SVG document of black lines on nothing: a path for each stroke, with round
 * ends. {@link DrawingFiles} reads it back as an equal record: coordinates are written as the
 * shortest decimals that give the same float, and what SVG has no element for is kept in {@code
 * data-} attributes. Characters that XML cannot hold become U+FFFD.
 *
 * <p>The bytes are the same on every machine. Thread-safe.
 */
public final class SvgWriter {
  /** The share of the larger side of the drawing that is the width of the line. */
  private static final float WIDTH = 3f / 255;

  private SvgWriter() {}

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
    Bounds bounds = drawing.isEmpty() ? new Bounds(0, 0, 1, 1) : drawing.bounds();
    float side = (float) Math.max(bounds.width(), bounds.height());
    float width = side > 0 ? side * WIDTH : 1;
    StringBuilder xml = new StringBuilder(200 + 12 * drawing.pointCount());
    xml.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"")
        .append(Decimals.text(bounds.minX() - width))
        .append(' ')
        .append(Decimals.text(bounds.minY() - width))
        .append(' ')
        .append(Decimals.text((float) bounds.width() + 2 * width))
        .append(' ')
        .append(Decimals.text((float) bounds.height() + 2 * width))
        .append('"');
    for (Map.Entry<String, String> field : Metadata.texts(record).entrySet()) {
      xml.append(" data-").append(field.getKey()).append("=\"");
      XmlText.append(xml, field.getValue());
      xml.append('"');
    }
    xml.append(">\n");
    if (record.word().isPresent()) {
      xml.append("<title>");
      XmlText.append(xml, record.word().get());
      xml.append("</title>\n");
    }
    xml.append("<g fill=\"none\" stroke=\"black\" stroke-width=\"")
        .append(Decimals.text(width))
        .append("\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
    for (Stroke stroke : drawing.strokes()) {
      append(xml, stroke);
    }
    return xml.append("</g>\n</svg>\n").toString();
  }

  private static void append(StringBuilder xml, Stroke stroke) {
    xml.append("<path d=\"");
    for (int i = 0; i < stroke.size(); i++) {
      xml.append(i == 0 ? 'M' : 'L')
          .append(Decimals.text(stroke.x(i)))
          .append(' ')
          .append(Decimals.text(stroke.y(i)));
    }
    if (stroke.size() == 1) {
      xml.append('z'); // a move alone draws nothing
    }
    xml.append('"');
    if (stroke.hasTime()) {
      xml.append(" data-t=\"");
      for (int i = 0; i < stroke.size(); i++) {
        xml.append(i == 0 ? "" : " ").append(stroke.tMillis(i));
      }
      xml.append('"');
    }
    xml.append("/>\n");
  }
}
