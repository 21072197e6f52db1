package org.sketchsdk.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Splits the strokes of a whiteboard or a large canvas into the drawings on it, by the space
 * between them, and by time where the strokes have times.
 *
 * <p>The rule works with the boxes of the strokes. The side of a box is the larger of its width and
 * height, its size is the square root of their product, and the gap between two boxes is the larger
 * of their distances across and down.
 *
 * <ol>
 *   <li>Strokes are one drawing if their gap is at most {@value #NEAR} times the larger side. Where
 *       strokes have times, this is {@value #SAME_TIME} times as far for a stroke that begins
 *       within {@value #PAUSE_MILLIS} ms of the end of the stroke before it.
 *   <li>A drawing joins another one if their gap is at most {@value #SMALL_NEAR} times the side of
 *       the larger one and its size is less than {@value #SMALL} times that of the larger one, or
 *       if their gap is at most {@value #NEAR} times the side of the smaller one.
 *   <li>What is left and smaller than {@value #SPECK} times the largest drawing, such as a stray
 *       tap, belongs to the nearest drawing. {@link StrayMarks} finds it there.
 * </ol>
 *
 * <p>A board of more than {@value #MAX_STROKES} strokes is one drawing.
 *
 * <p>Each stroke is in one of the drawings. Two drawings that are closer together than that are one
 * drawing. The result depends on neither the unit nor the place of the strokes, and is the same on
 * every machine. Thread-safe.
 */
public final class DrawingSplitter {
  /** Largest gap of strokes of one drawing, in sides of the larger one. */
  static final double NEAR = 0.2;

  /** How much farther strokes may be apart that follow one another without a pause. */
  static final double SAME_TIME = 1.6;

  /** A pause between two drawings, in milliseconds. */
  static final int PAUSE_MILLIS = 1000;

  /** Largest size of a part that joins a larger drawing, in sizes of that drawing. */
  static final double SMALL = 0.4;

  /** Largest gap of such a part, in sides of the larger drawing. */
  static final double SMALL_NEAR = 0.3;

  /** Largest size of what is no drawing, in sizes of the largest drawing. */
  static final double SPECK = 0.12;

  /** Most strokes of a board that is split. */
  static final int MAX_STROKES = 4000;

  // The second step is left out for more parts than this.
  private static final int MAX_PARTS = 300;

  private final List<Stroke> strokes;
  private final Bounds[] boxes;
  private final int[] parent;

  private DrawingSplitter(List<Stroke> strokes) {
    this.strokes = strokes;
    this.boxes = new Bounds[strokes.size()];
    this.parent = new int[boxes.length];
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = strokes.get(i).bounds();
      parent[i] = i;
    }
  }

  /**
   * Splits a drawing.
   *
   * @param drawing all strokes of the board
   * @return the drawings: the largest first, then the others from top to bottom, each with its
   *     strokes in the order in which they were given; the drawing itself if there is only one;
   *     empty if there are no strokes; unmodifiable
   */
  public static List<Drawing> split(Drawing drawing) {
    if (drawing.strokes().isEmpty()) {
      return List.of();
    }
    if (drawing.strokes().size() > MAX_STROKES) {
      return List.of(drawing);
    }
    DrawingSplitter splitter = new DrawingSplitter(drawing.strokes());
    splitter.joinStrokes();
    List<Part> parts = splitter.parts();
    if (parts.size() <= MAX_PARTS) {
      merge(parts);
    }
    takeSpecks(parts);
    if (parts.size() == 1) {
      return List.of(drawing);
    }
    Part main = largest(parts);
    parts.remove(main);
    parts.sort(Comparator.comparingDouble((Part part) -> part.box.minY()));
    parts.add(0, main);
    List<Drawing> drawings = new ArrayList<>();
    for (Part part : parts) {
      part.strokes.sort(Comparator.naturalOrder());
      List<Stroke> own = new ArrayList<>();
      part.strokes.forEach(stroke -> own.add(drawing.strokes().get(stroke)));
      drawings.add(Drawing.of(own));
    }
    return List.copyOf(drawings);
  }

  /** Strokes that are one thing. */
  private static final class Part {
    Bounds box;
    final List<Integer> strokes = new ArrayList<>();

    Part(Bounds box) {
      this.box = box;
    }

    void take(Part other) {
      box = box.union(other.box);
      strokes.addAll(other.strokes);
    }
  }

  private void joinStrokes() {
    for (int i = 0; i < boxes.length; i++) {
      for (int j = i + 1; j < boxes.length; j++) {
        double reach = NEAR * Math.max(side(boxes[i]), side(boxes[j]));
        if (j == i + 1 && withoutPause(strokes.get(i), strokes.get(j))) {
          reach *= SAME_TIME;
        }
        if (gap(boxes[i], boxes[j]) <= reach) {
          parent[root(j)] = root(i);
        }
      }
    }
  }

  private static boolean withoutPause(Stroke first, Stroke second) {
    if (!first.hasTime() || !second.hasTime()) {
      return false;
    }
    long pause = (long) second.tMillis(0) - first.tMillis(first.size() - 1);
    return pause >= 0 && pause < PAUSE_MILLIS;
  }

  private int root(int k) {
    int root = k;
    while (parent[root] != root) {
      root = parent[root];
    }
    parent[k] = root;
    return root;
  }

  private List<Part> parts() {
    Map<Integer, Part> byRoot = new TreeMap<>();
    for (int i = 0; i < boxes.length; i++) {
      Part stroke = new Part(boxes[i]);
      stroke.strokes.add(i);
      Part part = byRoot.putIfAbsent(root(i), stroke);
      if (part != null) {
        part.take(stroke);
      }
    }
    return new ArrayList<>(byRoot.values());
  }

  /** Joins the closest two parts that belong together, as long as there are two. */
  private static void merge(List<Part> parts) {
    while (parts.size() > 1) {
      int bestA = -1;
      int bestB = -1;
      double best = Double.MAX_VALUE;
      for (int a = 0; a < parts.size(); a++) {
        for (int b = 0; b < parts.size(); b++) {
          Bounds large = parts.get(a).box;
          Bounds small = parts.get(b).box;
          if (a == b || size(large) < size(small)) {
            continue;
          }
          double gap = gap(large, small);
          boolean minor = size(small) < SMALL * size(large) && gap <= SMALL_NEAR * side(large);
          if ((minor || gap <= NEAR * side(small)) && gap < best) {
            best = gap;
            bestA = a;
            bestB = b;
          }
        }
      }
      if (bestA < 0) {
        return;
      }
      parts.get(bestA).take(parts.get(bestB));
      parts.remove(bestB);
    }
  }

  private static void takeSpecks(List<Part> parts) {
    double least = SPECK * size(largest(parts).box);
    List<Part> specks = new ArrayList<>();
    for (Part part : parts) {
      if (size(part.box) <= least) { // equal where there are points alone
        specks.add(part);
      }
    }
    parts.removeAll(specks);
    if (parts.isEmpty()) { // points, or lines along one axis
      Part all = specks.get(0);
      specks.subList(1, specks.size()).forEach(all::take);
      parts.add(all);
      return;
    }
    for (Part speck : specks) {
      Part nearest = parts.get(0);
      for (Part part : parts) {
        nearest = gap(part.box, speck.box) < gap(nearest.box, speck.box) ? part : nearest;
      }
      nearest.strokes.addAll(speck.strokes); // the box stays, for the next speck
    }
  }

  private static Part largest(List<Part> parts) {
    Part largest = parts.get(0);
    for (Part part : parts) {
      largest = size(part.box) > size(largest.box) ? part : largest;
    }
    return largest;
  }

  private static double side(Bounds box) {
    return Math.max(box.width(), box.height());
  }

  /** A straight line counts as a box a tenth as wide as long. */
  private static double size(Bounds box) {
    double thick = side(box) / 10;
    return Math.sqrt(Math.max(box.width(), thick) * Math.max(box.height(), thick));
  }

  private static double gap(Bounds a, Bounds b) {
    double across = Math.max((double) a.minX() - b.maxX(), (double) b.minX() - a.maxX());
    double down = Math.max((double) a.minY() - b.maxY(), (double) b.minY() - a.maxY());
    return Math.max(0, Math.max(across, down));
  }
}
