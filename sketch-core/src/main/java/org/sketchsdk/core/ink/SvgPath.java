package org.sketchsdk.core.ink;

import org.sketchsdk.core.internal.text.NumberScanner;

/**
 * Path data of SVG: all commands, absolute and relative. As SVG asks for, what stands before an
 * error is drawn.
 */
final class SvgPath {
  private final NumberScanner in;
  private final Outlines out;
  private final boolean closing;

  /**
   * Creates a parser.
   *
   * @param data the value of the attribute
   * @param out gets the outlines
   * @param closing whether every subpath is closed, as painting an area does
   */
  SvgPath(String data, Outlines out, boolean closing) {
    this.in = new NumberScanner(data);
    this.out = out;
    this.closing = closing;
  }

  /** Draws the path; false if it ends in an error. */
  boolean draw() {
    boolean started = false;
    double controlX = 0; // of the last curve, for the smooth ones
    double controlY = 0;
    char before = ' ';
    while (true) {
      in.skipSpace();
      if (in.atEnd()) {
        break;
      }
      char command = in.next();
      boolean relative = command >= 'a';
      char kind = Character.toUpperCase(command);
      if ("MLHVCSQTAZ".indexOf(kind) < 0 || (!started && kind != 'M')) {
        return finish(false, started);
      }
      if (kind == 'Z') {
        out.close();
        before = 'Z';
        continue;
      }
      do {
        double x0 = relative && started ? out.x() : 0;
        double y0 = relative && started ? out.y() : 0;
        boolean smooth =
            kind == 'S' ? before == 'C' || before == 'S' : before == 'Q' || before == 'T';
        double reflectedX = smooth ? 2 * out.x() - controlX : out.x();
        double reflectedY = smooth ? 2 * out.y() - controlY : out.y();
        switch (kind) {
          case 'M' -> {
            double x = x0 + in.number();
            double y = y0 + in.number();
            if (in.failed()) {
              return finish(false, started);
            }
            if (closing && started) {
              out.close();
            }
            out.moveTo(x, y);
            started = true;
          }
          case 'L' -> {
            double x = x0 + in.number();
            double y = y0 + in.number();
            if (in.failed()) {
              return finish(false, started);
            }
            out.lineTo(x, y);
          }
          case 'H' -> {
            double x = x0 + in.number();
            if (in.failed()) {
              return finish(false, started);
            }
            out.lineTo(x, out.y());
          }
          case 'V' -> {
            double y = y0 + in.number();
            if (in.failed()) {
              return finish(false, started);
            }
            out.lineTo(out.x(), y);
          }
          case 'C', 'S' -> {
            double x1 = kind == 'C' ? x0 + in.number() : reflectedX;
            double y1 = kind == 'C' ? y0 + in.number() : reflectedY;
            controlX = x0 + in.number();
            controlY = y0 + in.number();
            double x = x0 + in.number();
            double y = y0 + in.number();
            if (in.failed()) {
              return finish(false, started);
            }
            out.cubicTo(x1, y1, controlX, controlY, x, y);
          }
          case 'Q', 'T' -> {
            controlX = kind == 'Q' ? x0 + in.number() : reflectedX;
            controlY = kind == 'Q' ? y0 + in.number() : reflectedY;
            double x = x0 + in.number();
            double y = y0 + in.number();
            if (in.failed()) {
              return finish(false, started);
            }
            out.quadraticTo(controlX, controlY, x, y);
          }
          default -> {
            double rx = in.number();
            double ry = in.number();
            double rotation = in.number();
            boolean large = in.flag();
            boolean sweep = in.flag();
            double x = x0 + in.number();
            double y = y0 + in.number();
            if (in.failed()) {
              return finish(false, started);
            }
            out.arcTo(rx, ry, rotation, large, sweep, x, y);
          }
        }
        before = kind;
        kind = kind == 'M' ? 'L' : kind; // further pairs behind a move are lines
      } while (in.numberFollows());
    }
    return finish(true, started);
  }

  private boolean finish(boolean complete, boolean started) {
    if (closing && started) {
      out.close();
    }
    return complete;
  }
}
