package org.sketchsdk.bench.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.DrawingFormat;
import org.sketchsdk.core.ink.InkMlWriter;
import org.sketchsdk.core.ink.SvgWriter;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * The drawings of {@link SyntheticNdjson} in every format: one file for formats with many drawings
 * per file, one file per drawing for the others.
 */
public final class SyntheticFiles {
  private SyntheticFiles() {}

  /**
   * Returns the files of a format; together they have {@link SyntheticNdjson#DRAWINGS} drawings.
   */
  public static List<byte[]> of(DrawingFormat format) throws IOException {
    byte[] lines = SyntheticNdjson.of("simplified");
    List<QuickDrawRecord> records = new ArrayList<>();
    try (NdjsonReader reader =
        NdjsonReader.of(new ByteArrayInputStream(lines), "memory", ReadOptions.defaults())) {
      reader.records().forEach(records::add);
    }
    return switch (format) {
      case NDJSON -> List.of(lines);
      case JSON -> {
        String text = new String(lines, UTF_8).strip();
        yield List.of(("[" + text.replace("\n", ",\n") + "]").getBytes(UTF_8));
      }
      case CSV -> List.of(table(records).getBytes(UTF_8));
      case BINARY -> List.of(binary(records));
      default -> {
        List<byte[]> files = new ArrayList<>();
        for (QuickDrawRecord record : records) {
          files.add(file(record, format));
        }
        yield files;
      }
    };
  }

  private static byte[] file(QuickDrawRecord record, DrawingFormat format) {
    List<Stroke> strokes = record.drawing().strokes();
    StringBuilder text = new StringBuilder();
    switch (format) {
      case SVG -> text.append(SvgWriter.toText(record));
      case INKML -> text.append(InkMlWriter.toText(record));
      case EXCALIDRAW -> {
        text.append("{\"type\":\"excalidraw\",\"version\":2,\"elements\":[");
        for (Stroke stroke : strokes) {
          text.append(text.charAt(text.length() - 1) == '[' ? "" : ",");
          text.append("{\"type\":\"freedraw\",\"x\":0,\"y\":0,\"points\":[");
          points(text, stroke, "[%d,%d]");
          text.append("]}");
        }
        text.append("],\"appState\":{}}");
      }
      case TLDRAW -> {
        text.append("{\"tldrawFileFormatVersion\":1,\"schema\":{},\"records\":[");
        for (Stroke stroke : strokes) {
          text.append(text.charAt(text.length() - 1) == '[' ? "" : ",");
          text.append("{\"typeName\":\"shape\",\"type\":\"draw\",\"x\":0,\"y\":0,\"props\":");
          text.append("{\"segments\":[{\"type\":\"free\",\"points\":[");
          points(text, stroke, "{\"x\":%d,\"y\":%d,\"z\":0.5}");
          text.append("]}]}}");
        }
        text.append("]}");
      }
      case POINTS -> {
        text.append('[');
        for (Stroke stroke : strokes) {
          text.append(text.length() == 1 ? "" : ",");
          text.append("{\"penColor\":\"black\",\"points\":[");
          points(text, stroke, "{\"time\":1700000000000,\"x\":%d,\"y\":%d,\"pressure\":0.5}");
          text.append("]}");
        }
        text.append(']');
      }
      default -> {
        return stroke3(strokes);
      }
    }
    return text.toString().getBytes(UTF_8);
  }

  private static void points(StringBuilder text, Stroke stroke, String pattern) {
    for (int i = 0; i < stroke.size(); i++) {
      text.append(i == 0 ? "" : ",");
      text.append(String.format(Locale.ROOT, pattern, (int) stroke.x(i), (int) stroke.y(i)));
    }
  }

  private static String table(List<QuickDrawRecord> records) {
    StringBuilder text = new StringBuilder("countrycode,drawing,key_id,recognized,word\n");
    for (QuickDrawRecord record : records) {
      text.append("US,\"[");
      for (Stroke stroke : record.drawing().strokes()) {
        text.append(text.charAt(text.length() - 1) == '[' ? "[[" : ", [[");
        for (int i = 0; i < stroke.size(); i++) {
          text.append(i == 0 ? "" : ", ").append((int) stroke.x(i));
        }
        text.append("], [");
        for (int i = 0; i < stroke.size(); i++) {
          text.append(i == 0 ? "" : ", ").append((int) stroke.y(i));
        }
        text.append("]]");
      }
      text.append("]\",").append(record.keyIdText().orElse("")).append(",True,");
      text.append(record.word().orElse("")).append('\n');
    }
    return text.toString();
  }

  private static byte[] binary(List<QuickDrawRecord> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (QuickDrawRecord record : records) {
      List<Stroke> strokes = record.drawing().strokes();
      ByteBuffer head = ByteBuffer.allocate(17).order(ByteOrder.LITTLE_ENDIAN);
      head.putLong(record.keyId().orElse(0)).put((byte) 'U').put((byte) 'S').put((byte) 1);
      head.putInt(1_488_400_896).putShort((short) strokes.size());
      out.writeBytes(head.array());
      for (Stroke stroke : strokes) {
        ByteBuffer body = ByteBuffer.allocate(2 + 2 * stroke.size());
        body.order(ByteOrder.LITTLE_ENDIAN).putShort((short) stroke.size());
        for (int i = 0; i < stroke.size(); i++) {
          body.put(2 + i, (byte) stroke.x(i)).put(2 + stroke.size() + i, (byte) stroke.y(i));
        }
        out.writeBytes(body.array());
      }
    }
    return out.toByteArray();
  }

  /** A file of NumPy. */
  private static byte[] stroke3(List<Stroke> strokes) {
    int rows = strokes.stream().mapToInt(Stroke::size).sum();
    String header = "{'descr': '<i2', 'fortran_order': False, 'shape': (" + rows + ", 3), }";
    header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteBuffer file = ByteBuffer.allocate(10 + header.length() + 6 * rows);
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(UTF_8)).put((byte) 1).put((byte) 0);
    file.putShort((short) header.length()).put(header.getBytes(UTF_8));
    int x = 0;
    int y = 0;
    for (Stroke stroke : strokes) {
      for (int i = 0; i < stroke.size(); i++) {
        file.putShort((short) (stroke.x(i) - x)).putShort((short) (stroke.y(i) - y));
        file.putShort((short) (i == stroke.size() - 1 ? 1 : 0));
        x = (int) stroke.x(i);
        y = (int) stroke.y(i);
      }
    }
    return file.array();
  }
}
