package org.sketchsdk.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** Leaves out parts of a drawing. */
final class Omission {
  private Omission() {}

  static Drawing dropStrokes(Drawing drawing, double probability, SeededRandom random) {
    List<Stroke> strokes = drawing.strokes();
    int longest = 0;
    double longestPx = -1;
    for (int s = 0; s < strokes.size(); s++) {
      double length = length(strokes.get(s));
      if (length > longestPx) {
        longestPx = length;
        longest = s;
      }
    }
    List<Stroke> kept = new ArrayList<>(strokes.size());
    for (int s = 0; s < strokes.size(); s++) {
      if (!random.chance(probability) || s == longest) {
        kept.add(strokes.get(s));
      }
    }
    return kept.size() == strokes.size() ? drawing : Drawing.of(kept);
  }

  private static double length(Stroke stroke) {
    double length = 0;
    for (int i = 1; i < stroke.size(); i++) {
      length +=
          Polyline.length(
              (double) stroke.x(i) - stroke.x(i - 1), (double) stroke.y(i) - stroke.y(i - 1));
    }
    return length;
  }

  static Drawing partial(Drawing drawing, double share) {
    int left = (int) Math.max(1, Math.ceil(share * drawing.pointCount()));
    if (left >= drawing.pointCount()) {
      return drawing;
    }
    List<Stroke> kept = new ArrayList<>(drawing.strokes().size());
    for (Stroke stroke : drawing.strokes()) {
      if (left >= stroke.size()) {
        kept.add(stroke);
        left -= stroke.size();
        continue;
      }
      if (left > 1 || (left == 1 && kept.isEmpty())) {
        kept.add(Polyline.pick(stroke, IntStream.range(0, left).toArray()));
      }
      break;
    }
    return Drawing.of(kept);
  }
}
