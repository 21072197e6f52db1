package org.sketchsdk.core.ink;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.text.Affine;
import org.sketchsdk.core.internal.text.NumberScanner;

/** The attribute {@code transform} of SVG. */
final class SvgTransform {
  private SvgTransform() {}

  /** Returns the map; what is behind an error is left out, as if the list ended before it. */
  static Affine parse(String text) {
    Affine map = Affine.IDENTITY;
    int at = 0;
    while (true) {
      int open = text.indexOf('(', at);
      int close = open < 0 ? -1 : text.indexOf(')', open);
      if (close < 0) {
        return map;
      }
      String name = text.substring(at, open).replace(',', ' ').trim();
      NumberScanner scanner = new NumberScanner(text.substring(open + 1, close));
      double[] v = new double[6];
      int count = 0;
      while (count < v.length && scanner.numberFollows()) {
        v[count++] = scanner.number();
      }
      if (scanner.failed() || !Double.isFinite(Arrays.stream(v).sum())) {
        return map;
      }
      Affine next = of(name, v, count);
      if (next == null) {
        return map;
      }
      map = map.then(next);
      at = close + 1;
    }
  }

  private static @Nullable Affine of(String name, double[] v, int count) {
    return switch (name + count) {
      case "matrix6" -> new Affine(v[0], v[1], v[2], v[3], v[4], v[5]);
      case "translate1", "translate2" -> Affine.translation(v[0], v[1]);
      case "scale1" -> Affine.scaling(v[0], v[0]);
      case "scale2" -> Affine.scaling(v[0], v[1]);
      case "rotate1" -> Affine.rotation(Math.toRadians(v[0] % 360));
      case "rotate3" -> Affine.rotation(Math.toRadians(v[0] % 360), v[1], v[2]);
      case "skewX1" -> new Affine(1, 0, StrictMath.tan(Math.toRadians(v[0])), 1, 0, 0);
      case "skewY1" -> new Affine(1, StrictMath.tan(Math.toRadians(v[0])), 0, 1, 0, 0);
      default -> null;
    };
  }
}
