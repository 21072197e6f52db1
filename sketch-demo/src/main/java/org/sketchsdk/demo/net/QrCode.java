package org.sketchsdk.demo.net;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/** A QR code as a picture and as text. */
public final class QrCode {
  private static final int QUIET = 4; // modules around the code that scanners ask for
  private static final String BLACK_ON_WHITE = "\u001B[38;5;16;48;5;231m";
  private static final String AS_BEFORE = "\u001B[0m";

  private final ByteMatrix modules;

  private QrCode(ByteMatrix modules) {
    this.modules = modules;
  }

  /**
   * Encodes a text.
   *
   * @throws IllegalArgumentException if it is too long for a QR code
   */
  public static QrCode of(String text) {
    try {
      return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
    } catch (WriterException e) {
      throw new IllegalArgumentException("no QR code has room for this text", e);
    }
  }

  /** Modules per side, with the margin. */
  public int size() {
    return modules.getWidth() + 2 * QUIET;
  }

  /** Tells whether a module is black. */
  public boolean isBlack(int x, int y) {
    int left = x - QUIET;
    int top = y - QUIET;
    return left >= 0
        && top >= 0
        && left < modules.getWidth()
        && top < modules.getHeight()
        && modules.get(left, top) != 0;
  }

  /** Returns the code as SVG, one unit per module. */
  public String svg() {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < size(); y++) {
      for (int x = 0; x < size(); x++) {
        if (isBlack(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + size()
        + " "
        + size()
        + "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
        + "<path d=\""
        + path
        + "\"/></svg>";
  }

  /**
   * Returns the code as lines of text, two rows of modules per line.
   *
   * @param colors whether the terminal understands colors; else the white modules are drawn, as
   *     most terminals are dark
   */
  public List<String> lines(boolean colors) {
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < size(); y += 2) {
      StringBuilder line = new StringBuilder(colors ? BLACK_ON_WHITE : "");
      for (int x = 0; x < size(); x++) {
        boolean upper = isBlack(x, y) == colors;
        boolean lower = isBlack(x, y + 1) == colors;
        line.append(upper ? (lower ? '\u2588' : '\u2580') : (lower ? '\u2584' : ' '));
      }
      lines.add(line.append(colors ? AS_BEFORE : "").toString());
    }
    return lines;
  }
}
