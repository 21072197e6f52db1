package org.sketchsdk.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Finds strokes that are no part of a drawing: a tap, a palm print or a short stroke far away from
 * it. One such mark makes the drawing small in the raster, and the model then hardly sees it.
 *
 * <p>The rule works with the boxes of the strokes. The side of a box is the larger of its width and
 * height, and the gap between two boxes is the distance between their nearest points.
 *
 * <ol>
 *   <li>The drawing starts as the stroke with the largest side, the first one of equals.
 *   <li>A stroke joins if its gap to the box of the drawing is at most {@value #MAX_GAP} times the
 *       side of that box. The box grows, and this step repeats until no stroke joins.
 *   <li>The other strokes are stray marks if the side of each is at most {@value #MAX_SIDE} times
 *       the side of the drawing, and together they have at most {@value #MAX_INK} of the length of
 *       all strokes. If not, there are no stray marks: the drawing has several parts.
 * </ol>
 *
 * <p>A drawing of points alone has no stray marks.
 *
 * <p>The result depends on neither the unit nor the place of the drawing, and is the same on every
 * machine. Thread-safe.
 */
public final class StrayMarks {
  /** Largest gap of a stroke that joins, in sides of the drawing. */
  static final double MAX_GAP = 0.6;

  /** Largest side of a stray mark, in sides of the drawing. */
  static final double MAX_SIDE = 0.25;

  /** Largest length of all stray marks, as a share of the length of all strokes. */
  static final double MAX_INK = 0.2;

  private StrayMarks() {}

  /**
   * Finds the stray marks of a drawing.
   *
   * @param drawing the drawing
   * @return the numbers of the strokes, from 0, ascending; empty if there are none
   */
  public static List<Integer> find(Drawing drawing) {
    return find(drawing, MAX_GAP, MAX_SIDE, MAX_INK);
  }

  /**
   * Applies the rule to things that are no strokes, such as the pieces of ink in a picture.
   *
   * @param boxes the box around each thing
   * @param lengths the length of the lines of each thing, in the unit of the boxes; 0 for a point
   * @return the numbers of the stray marks, from 0, ascending; empty if there are none
   * @throws IllegalArgumentException if there are not as many boxes as lengths
   */
  public static List<Integer> find(List<Bounds> boxes, List<Double> lengths) {
    if (boxes.size() != lengths.size()) {
      throw new IllegalArgumentException(
          "each box must have a length: "
              + boxes.size()
              + " boxes, "
              + lengths.size()
              + " lengths");
    }
    return find(boxes.toArray(new Bounds[0]), lengths::get, MAX_GAP, MAX_SIDE, MAX_INK);
  }

  /**
   * Leaves out the stray marks of a drawing.
   *
   * @param drawing the drawing
   * @return the drawing without stray marks; the same object if there are none
   */
  public static Drawing remove(Drawing drawing) {
    return without(drawing, find(drawing));
  }

  /**
   * Leaves out strokes of a drawing.
   *
   * @param drawing the drawing
   * @param strokes the numbers of strokes, from 0, ascending, as {@link #find} returns them
   * @return the drawing of the other strokes; the same object if there are no numbers
   * @throws IndexOutOfBoundsException if there is no such stroke
   */
  public static Drawing without(Drawing drawing, List<Integer> strokes) {
    if (strokes.isEmpty()) {
      return drawing;
    }
    List<Stroke> kept = new ArrayList<>(drawing.strokes());
    for (int i = strokes.size() - 1; i >= 0; i--) {
      kept.remove(strokes.get(i).intValue());
    }
    return Drawing.of(kept);
  }

  static List<Integer> find(Drawing drawing, double maxGap, double maxSide, double maxInk) {
    List<Stroke> strokes = drawing.strokes();
    if (allJoin(strokes, maxGap)) {
      return List.of();
    }
    Bounds[] boxes = new Bounds[strokes.size()];
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = strokes.get(i).bounds();
    }
    return find(boxes, i -> length(strokes.get(i)), maxGap, maxSide, maxInk);
  }

  private static List<Integer> find(
      Bounds[] boxes, IntToDoubleFunction lengths, double maxGap, double maxSide, double maxInk) {
    int count = boxes.length;
    if (count < 2) {
      return List.of();
    }
    int first = 0;
    for (int i = 1; i < count; i++) {
      first = side(boxes[i]) > side(boxes[first]) ? i : first;
    }
    Bounds main = boxes[first];
    boolean[] joined = new boolean[count];
    joined[first] = true;
    int left = count - 1;
    boolean grows = true;
    while (grows && left > 0) {
      grows = false;
      for (int i = 0; i < count; i++) {
        if (!joined[i] && gap(boxes[i], main) <= maxGap * side(main)) {
          joined[i] = true;
          left--;
          Bounds larger = main.union(boxes[i]);
          grows |= !larger.equals(main);
          main = larger;
        }
      }
    }
    if (left == 0 || side(main) == 0) {
      return List.of();
    }
    List<Integer> others = new ArrayList<>(left);
    double ink = 0;
    double otherInk = 0;
    for (int i = 0; i < count; i++) {
      double length = lengths.applyAsDouble(i);
      ink += length;
      if (!joined[i]) {
        if (side(boxes[i]) > maxSide * side(main)) {
          return List.of();
        }
        otherInk += length;
        others.add(i);
      }
    }
    return otherInk <= maxInk * ink ? List.copyOf(others) : List.of();
  }

  /**
   * Tells whether each stroke joins, as is usual, without allocating anything. Knows up to 64
   * strokes; false if there are more.
   */
  private static boolean allJoin(List<Stroke> strokes, double maxGap) {
    int count = strokes.size();
    if (count < 2 || count > Long.SIZE) {
      return count < 2;
    }
    int first = 0;
    for (int i = 1; i < count; i++) {
      first = side(strokes.get(i)) > side(strokes.get(first)) ? i : first;
    }
    Stroke main = strokes.get(first);
    int minX = main.minX();
    int minY = main.minY();
    int maxX = main.maxX();
    int maxY = main.maxY();
    long left = -1L >>> (Long.SIZE - count) & ~(1L << first);
    boolean joins = true;
    while (joins && left != 0) {
      joins = false;
      double reach = maxGap * side(minX, minY, maxX, maxY);
      for (int i = 0; i < count; i++) {
        Stroke stroke = strokes.get(i);
        if ((left >>> i & 1) != 0
            && gap(
                    gap(stroke.minX(), stroke.maxX(), minX, maxX),
                    gap(stroke.minY(), stroke.maxY(), minY, maxY))
                <= reach) {
          joins = true;
          left &= ~(1L << i);
          minX = Math.min(minX, stroke.minX());
          minY = Math.min(minY, stroke.minY());
          maxX = Math.max(maxX, stroke.maxX());
          maxY = Math.max(maxY, stroke.maxY());
          reach = maxGap * side(minX, minY, maxX, maxY);
        }
      }
    }
    return left == 0;
  }

  private static double side(Stroke stroke) {
    return side(stroke.minX(), stroke.minY(), stroke.maxX(), stroke.maxY());
  }

  private static double side(int minX, int minY, int maxX, int maxY) {
    return Math.max(difference(maxX, minX), difference(maxY, minY));
  }

  private static double gap(int minA, int maxA, int minB, int maxB) {
    return Math.max(0, Math.max(difference(minA, maxB), difference(minB, maxA)));
  }

  /** Subtracts ordered floats. */
  private static double difference(int a, int b) {
    return (double) OrderedFloats.toFloat(a) - OrderedFloats.toFloat(b);
  }

  private static double gap(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  private static double side(Bounds box) {
    return Math.max(box.width(), box.height());
  }

  private static double gap(Bounds a, Bounds b) {
    double horizontal = Math.max((double) a.minX() - b.maxX(), (double) b.minX() - a.maxX());
    double vertical = Math.max((double) a.minY() - b.maxY(), (double) b.minY() - a.maxY());
    return gap(Math.max(0, horizontal), Math.max(0, vertical));
  }

  private static double length(Stroke stroke) {
    double length = 0;
    for (int i = 1; i < stroke.size(); i++) {
      double dx = (double) stroke.x(i) - stroke.x(i - 1);
      double dy = (double) stroke.y(i) - stroke.y(i - 1);
      length += Math.sqrt(dx * dx + dy * dy);
    }
    return length;
  }
}
