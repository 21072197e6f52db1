package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.ink.InkMlWriter;
import org.sketchsdk.core.ink.SvgWriter;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.NdjsonWriter;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/** Drawings as files: reads all formats of {@link DrawingFiles}, and writes three of them. */
final class DrawingExchange {
  private DrawingExchange() {}

  /**
   * Reads the first drawing of a file.
   *
   * @return its strokes, the name of the format, and whether the file has more drawings
   */
  static ObjectNode read(byte[] file, Limits limits) throws RefusedException {
    ReadOptions options =
        ReadOptions.builder().maxPoints(limits.maxPoints()).maxStrokes(limits.maxStrokes()).build();
    try (DrawingReader reader =
        DrawingFiles.open(new ByteArrayInputStream(file), "the file", options)) {
      QuickDrawRecord record = reader.next();
      if (record == null || record.drawing().isEmpty()) {
        throw new RefusedException(
            "noStrokes", 400, "the file (" + reader.format().displayName() + ") has no strokes");
      }
      ObjectNode answer = Json.object().put("format", reader.format().displayName());
      record.word().ifPresent(word -> answer.put("word", word));
      ArrayNode strokes = answer.putArray("strokes");
      for (Stroke stroke : record.drawing().strokes()) {
        ArrayNode xy = strokes.addArray();
        for (int i = 0; i < stroke.size(); i++) {
          xy.add(stroke.x(i)).add(stroke.y(i));
        }
      }
      return answer.put("more", hasMore(reader));
    } catch (DrawingFormatException e) {
      boolean limit = e.rule().contains("maxPoints") || e.rule().contains("maxStrokes");
      throw new RefusedException(limit ? "drawingTooLarge" : "noDrawing", 400, e.getMessage());
    } catch (IOException e) {
      throw new RefusedException("noDrawing", 400, "the file cannot be read: " + e.getMessage());
    }
  }

  private static boolean hasMore(DrawingReader reader) throws IOException {
    try {
      return reader.next() != null;
    } catch (DrawingFormatException e) {
      return true; // a damaged one
    }
  }

  /** Returns a drawing as the text of a file: {@code svg}, {@code ndjson} or {@code inkml}. */
  static String write(Drawing drawing, String format) throws RefusedException, IOException {
    QuickDrawRecord record = QuickDrawRecord.of(drawing);
    return switch (format) {
      case "svg" -> SvgWriter.toText(record);
      case "inkml" -> InkMlWriter.toText(record);
      case "ndjson" -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (NdjsonWriter writer = NdjsonWriter.of(bytes)) {
          writer.write(record);
        }
        yield bytes.toString(StandardCharsets.UTF_8);
      }
      default ->
          throw new RefusedException("format must be one of " + List.of("svg", "ndjson", "inkml"));
    };
  }
}
