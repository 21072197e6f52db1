package org.sketchsdk.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/** Contents of small files of drawings in the formats of other tools. */
public final class Samples {
  /** Two strokes and a text, which is no drawing. */
  public static final String SVG =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">"
          + "<path d=\"M 90 10 L 10 10 L 10 90 L 90 90\" fill=\"none\" stroke=\"black\"/>"
          + "<line x1=\"10\" y1=\"50\" x2=\"50\" y2=\"50\" stroke=\"black\"/>"
          + "<text x=\"5\" y=\"5\">E</text></svg>\n";

  private Samples() {}

  /** Records of .bin files, each a stroke of four points, open to the right. */
  public static byte[] binary(int count) {
    ByteBuffer buffer = ByteBuffer.allocate(27 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      buffer.putLong(1000 + i).put((byte) 'G').put((byte) 'B').put((byte) 1);
      buffer.putInt(1_490_000_000).putShort((short) 1).putShort((short) 4);
      buffer.put(new byte[] {(byte) 255, 0, 0, (byte) 255});
      buffer.put(new byte[] {0, 0, (byte) 255, (byte) 255});
    }
    return buffer.array();
  }

  public static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
