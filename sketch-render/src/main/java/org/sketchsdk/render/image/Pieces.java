package org.sketchsdk.render.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.render.internal.trace.Mask;
import org.sketchsdk.render.internal.trace.Scratch;

/**
 * Sorts the parts of the ink into drawings and what is none: edges, holes, frames, writing, small
 * things and specks. Parts that lie close together are one drawing; the largest is the main one.
 */
final class Pieces {
  // In a photograph, a part no larger than this many pens is a dot, and is only kept if it is
  // nearly as dark as the lines, and in or next to the drawing: otherwise it is dust.
  private static final float DOT_PENS = 2.2f;
  private static final float DOT_STRENGTH = 1.4f;
  private static final float DOT_REACH = 0.06f;

  // A part of less ink than this share of the square of the pen's width is a speck: a dot has π/4.
  private static final float SPECK_SHARE = 0.5f;

  // The longest part of the ink on a photograph takes up at least this part of its longer side,
  // or the other one if the ink is not clear.
  private static final int LEAST_LINE = 40;
  private static final int LEAST_UNCLEAR_LINE = 12;

  // Parts closer together than this many pens, or this share of the larger one, are one thing.
  private static final float NEAR_PENS = 4;
  private static final float NEAR_SHARE = 0.14f;

  // What is smaller than this share of the main drawing is a part of it up to the next share of
  // its size away, and something else beyond.
  private static final float SMALL_SHARE = 0.4f;
  private static final float SMALL_REACH = 0.18f;

  // On a canvas there is hardly anything but the drawing: its parts may lie farther apart.
  private static final float CANVAS_NEAR_SHARE = 0.22f;
  private static final float CANVAS_SMALL_REACH = 0.4f;

  // ... above all lines that enclose nothing, such as ears, whiskers and mouths: those whose length
  // is less than this many times their extent.
  private static final float CANVAS_LINE_REACH = 0.55f;
  private static final float OPEN_LENGTH = 2.7f;

  // Straight lines up to this many times the drawing's size away from it are its rays if so many
  // of them point at its middle (up to this share of its size beside it), or if there are so many
  // on all four sides of it.
  private static final float RAY_REACH = 1.2f;
  private static final float RAY_ASIDE = 0.3f;
  private static final int LEAST_RAYS = 4;
  private static final int LEAST_RAYS_ASKEW = 5;

  // Bounds the work on pictures of nothing but specks.
  private static final int MOST_PARTS = 1500;

  final Part[] parts;
  final Mask.Components components;
  final List<Part> groups; // the bounds of each, the main one first

  private Pieces(Part[] parts, Mask.Components components, List<Part> groups) {
    this.parts = parts;
    this.components = components;
    this.groups = groups;
  }

  /**
   * Sorts.
   *
   * @param ink the ink
   * @param darkness what it was found in
   * @param everything whether all that is no grain is one drawing
   * @param scratch arrays for the work; some stay in use as long as the result
   */
  static Pieces of(Ink ink, Darkness darkness, boolean everything, Scratch scratch) {
    Mask mask = ink.mask();
    Mask.Components components = mask.components(scratch.ints(mask.set.length), ink.members());
    Part[] parts = Part.of(ink, components, darkness.grain());
    boolean drawn = darkness.drawn();
    float penPx = ink.penPx();
    List<Part> lines = new ArrayList<>();
    List<Part> dots = new ArrayList<>();
    int longest = 0;
    for (Part part : parts) {
      part.kind = kindAlone(part, mask, darkness, ink);
      if (part.kind != null) {
        continue;
      }
      if (drawn || part.extent() > DOT_PENS * penPx + 1) {
        lines.add(part);
      } else if (part.peak >= DOT_STRENGTH) {
        dots.add(part);
      } else {
        part.kind = LeftOut.Kind.SPECKS;
      }
      longest = Math.max(longest, part.extent());
    }
    if (longest == 0) {
      // Nothing but rough ground: what does not reach a side of the picture is a drawing after all.
      for (Part part : parts) {
        if (part.kind == LeftOut.Kind.SURROUNDINGS
            && part.extent() > DOT_PENS * penPx + 1
            && !part.touchesSide(mask)) {
          part.kind = null;
          lines.add(part);
          longest = Math.max(longest, part.extent());
        }
      }
    }
    int least = Math.max(mask.width, mask.height) / (ink.clear() ? LEAST_LINE : LEAST_UNCLEAR_LINE);
    if (!drawn && longest < least) {
      // Dots and dashes alone are grain, dust or what is left of ruled lines.
      lines.forEach(part -> part.kind = LeftOut.Kind.SPECKS);
      dots.forEach(part -> part.kind = LeftOut.Kind.SPECKS);
      return new Pieces(parts, components, List.of());
    }
    lines.sort((a, b) -> Integer.compare(b.extent(), a.extent()));
    for (Part part : lines.subList(Math.min(MOST_PARTS, lines.size()), lines.size())) {
      part.kind = LeftOut.Kind.SPECKS;
    }
    lines = new ArrayList<>(lines.subList(0, Math.min(MOST_PARTS, lines.size())));
    if (!everything) {
      new Frames(parts, lines, mask, components, penPx, drawn).mark();
      markHoles(lines, dots, mask, penPx, drawn);
      lines.removeIf(part -> part.kind != null);
      dots.removeIf(part -> part.kind != null);
    }
    List<Part> groups = everything ? oneGroup(lines) : group(lines, mask, penPx, drawn);
    for (Part dot : dots) {
      attach(dot, groups, penPx);
    }
    return new Pieces(parts, components, groups);
  }

  private static LeftOut.@Nullable Kind kindAlone(
      Part part, Mask mask, Darkness darkness, Ink ink) {
    if (part.peak < 1) {
      return LeftOut.Kind.FAINT;
    }
    if (part.area < SPECK_SHARE * ink.penPx() * ink.penPx()) {
      return LeftOut.Kind.SPECKS;
    }
    if (!ink.clear() && part.touchesSide(mask)) {
      return LeftOut.Kind.EDGE; // the tip of a shadow
    }
    boolean bar =
        part.touchesSide(mask)
            && part.area > 0.6f * part.width() * part.height()
            && Math.min(part.width(), part.height()) < 0.14f * Math.min(mask.width, mask.height)
            && part.extent() > 0.3f * Math.min(mask.width, mask.height);
    if (bar) {
      return LeftOut.Kind.EDGE;
    }
    if (part.isFrame(mask) && (!darkness.drawn() || part.extent() > 0.3f * mask.width)) {
      return LeftOut.Kind.EDGE;
    }
    return !darkness.drawn() && part.isGround() ? LeftOut.Kind.SURROUNDINGS : null;
  }

  private static List<Part> oneGroup(List<Part> lines) {
    if (lines.isEmpty()) {
      return List.of();
    }
    Part all = new Part();
    for (Part part : lines) {
      all.take(part);
      part.group = 0;
    }
    return List.of(all);
  }

  // ---- frames and holes ----

  private static void markHoles(
      List<Part> lines, List<Part> dots, Mask mask, float penPx, boolean drawn) {
    List<Part> holes = new ArrayList<>();
    List<Part> round = new ArrayList<>();
    float most = 0.05f * Math.max(mask.width, mask.height);
    List<Part> all = new ArrayList<>(lines);
    all.addAll(dots);
    for (Part part : all) {
      if (part.kind != null || part.extent() > most) {
        continue;
      }
      float x = (part.left + part.right) / 2f / mask.width;
      float y = (part.top + part.bottom) / 2f / mask.height;
      float toSide = Math.min(Math.min(x, 1 - x), Math.min(y, 1 - y));
      boolean solid = part.area > 0.62f * part.width() * part.height();
      boolean square =
          Math.min(part.width(), part.height()) > 0.65f * Math.max(part.width(), part.height());
      if (toSide < 0.1f && solid && square && part.extent() > 1.3f * penPx) {
        holes.add(part);
      } else if (toSide < 0.075f) {
        round.add(part);
      }
    }
    // A scan on flat paper has two or more of one size: a single one on a canvas is a dot.
    for (Part hole : holes) {
      boolean two = false;
      for (Part other : holes) {
        boolean row =
            Math.abs(hole.left - other.left) <= hole.width() / 2
                || Math.abs(hole.top - other.top) <= hole.height() / 2;
        boolean alike = Math.abs(hole.extent() - other.extent()) <= 1 + hole.extent() / 6;
        two |= other != hole && row && alike;
      }
      if (!drawn || two) {
        hole.kind = LeftOut.Kind.HOLE;
      }
    }
    if (drawn) {
      return;
    }
    // Coils of a spiral: many things of one size along one side.
    for (int side = 0; side < 4; side++) {
      List<Part> row = new ArrayList<>();
      for (Part part : round) {
        float x = (part.left + part.right) / 2f / mask.width;
        float y = (part.top + part.bottom) / 2f / mask.height;
        float toSide = side == 0 ? x : side == 1 ? 1 - x : side == 2 ? y : 1 - y;
        if (toSide < 0.075f) {
          row.add(part);
        }
      }
      if (row.size() >= 6) {
        row.forEach(part -> part.kind = LeftOut.Kind.HOLE);
      }
    }
  }

  // ---- drawings ----

  private static int root(int[] parent, int k) {
    int root = k;
    while (parent[root] != root) {
      root = parent[root];
    }
    parent[k] = root;
    return root;
  }

  private static List<Part> group(List<Part> lines, Mask mask, float penPx, boolean drawn) {
    float near = drawn ? CANVAS_NEAR_SHARE : NEAR_SHARE;
    int n = lines.size();
    int[] parent = new int[n];
    for (int i = 0; i < n; i++) {
      parent[i] = i;
    }
    for (int i = 0; i < n; i++) {
      // Sorted by size: the first of two is the larger.
      float reach = Math.max(NEAR_PENS * penPx, near * lines.get(i).extent());
      for (int j = i + 1; j < n; j++) {
        if (lines.get(i).gapTo(lines.get(j)) <= reach) {
          parent[root(parent, j)] = root(parent, i);
        }
      }
    }
    List<List<Part>> members = new ArrayList<>();
    List<Part> groups = new ArrayList<>();
    int[] index = new int[n];
    for (int i = 0; i < n; i++) {
      if (root(parent, i) == i) {
        index[i] = groups.size();
        groups.add(new Part());
        members.add(new ArrayList<>());
      }
    }
    for (int i = 0; i < n; i++) {
      int g = index[root(parent, i)];
      groups.get(g).take(lines.get(i));
      members.get(g).add(lines.get(i));
    }
    takeRays(groups, members, penPx);
    merge(groups, members, penPx, drawn);
    return choose(groups, members, mask, penPx);
  }

  /** Adds the straight lines around the largest group, as a sun has them. */
  private static void takeRays(List<Part> groups, List<List<Part>> members, float penPx) {
    if (groups.size() <= LEAST_RAYS) {
      return;
    }
    int main = largest(groups, penPx);
    Part sun = groups.get(main);
    float middleX = (sun.left + sun.right) / 2f;
    float middleY = (sun.top + sun.bottom) / 2f;
    List<Part> rays = new ArrayList<>();
    int pointing = 0;
    int sides = 0;
    for (Part group : groups) {
      boolean ray =
          group != sun
              && group.extent() < sun.extent()
              && group.gapTo(sun) <= RAY_REACH * sun.extent()
              && group.isStraight(penPx);
      if (ray) {
        rays.add(group);
        pointing += group.pointsAt(middleX, middleY, RAY_ASIDE * sun.extent()) ? 1 : 0;
        float right = (group.left + group.right) / 2f - middleX;
        float below = (group.top + group.bottom) / 2f - middleY;
        boolean level = Math.abs(right) > Math.abs(below);
        sides |= level ? (right > 0 ? 1 : 2) : (below > 0 ? 4 : 8);
      }
    }
    if (pointing < LEAST_RAYS && (sides != 15 || rays.size() < LEAST_RAYS_ASKEW)) {
      return;
    }
    List<Part> linesOfSun = members.get(main);
    for (Part ray : rays) {
      int g = groups.indexOf(ray);
      sun.take(ray);
      linesOfSun.addAll(members.get(g));
      groups.remove(g);
      members.remove(g);
    }
  }

  /** Adds what is small and close to larger groups, the closest first, until nothing is. */
  private static void merge(
      List<Part> groups, List<List<Part>> members, float penPx, boolean drawn) {
    float nearShare = drawn ? CANVAS_NEAR_SHARE : NEAR_SHARE;
    float smallReach = drawn ? CANVAS_SMALL_REACH : SMALL_REACH;
    boolean changed = true;
    while (changed && groups.size() > 1) {
      changed = false;
      int main = largest(groups, penPx);
      float extent = groups.get(main).extent();
      for (int g = groups.size() - 1; g >= 0; g--) {
        if (g == main) {
          continue;
        }
        Part group = groups.get(g);
        float gap = groups.get(main).gapTo(group);
        boolean small = size(group, penPx) < SMALL_SHARE * size(groups.get(main), penPx);
        float reach = small ? smallReach * extent : nearShare * Math.min(extent, group.extent());
        if (drawn && group.area < OPEN_LENGTH * penPx * group.extent()) {
          reach = Math.max(reach, CANVAS_LINE_REACH * extent);
        }
        if (gap > reach || (small && isWriting(members.get(g), group, groups.get(main), gap))) {
          continue;
        }
        if (isGroundLine(group, groups.get(main)) && gap > 0.02f * extent) {
          continue;
        }
        groups.get(main).take(group);
        members.get(main).addAll(members.get(g));
        groups.remove(g);
        members.remove(g);
        if (g < main) {
          main--;
        }
        changed = true;
      }
    }
  }

  /** A thing's size: the geometric mean of its sides, so that a long line is none. */
  private static float size(Part part, float penPx) {
    return (float) Math.sqrt((double) (part.width() + penPx) * (part.height() + penPx));
  }

  private static int largest(List<Part> groups, float penPx) {
    int best = 0;
    for (int g = 1; g < groups.size(); g++) {
      if (size(groups.get(g), penPx) > size(groups.get(best), penPx)) {
        best = g;
      }
    }
    return best;
  }

  /** A straight line below that is much wider than the drawing. */
  private static boolean isGroundLine(Part group, Part main) {
    return group.width() > 1.3f * main.width()
        && group.height() < 0.06f * group.width()
        && group.top > (main.top + main.bottom) / 2;
  }

  /** Letters in a row: three or more of like height, of which most are no plain dashes. */
  private static boolean isWriting(List<Part> letters, Part row, Part main, float gap) {
    if (letters.size() < 3 || row.height() > 0.45f * row.width() || gap < 0.03f * main.extent()) {
      return false;
    }
    if (row.height() > 0.35f * main.extent()) {
      return false;
    }
    int like = 0;
    for (Part letter : letters) {
      like += letter.height() > 0.45f * row.height() ? 1 : 0;
    }
    return like >= 3 && like > 0.6f * letters.size();
  }

  private static List<Part> choose(
      List<Part> groups, List<List<Part>> members, Mask mask, float penPx) {
    if (groups.isEmpty()) {
      return List.of();
    }
    int main = largest(groups, penPx);
    Part first = groups.get(main);
    List<Part> kept = new ArrayList<>();
    kept.add(first);
    members.get(main).forEach(part -> part.group = 0);
    for (int g = 0; g < groups.size(); g++) {
      if (g == main) {
        continue;
      }
      Part group = groups.get(g);
      LeftOut.Kind kind;
      if (isWriting(members.get(g), group, first, group.gapTo(first))) {
        kind = LeftOut.Kind.WRITING;
      } else if (size(group, penPx) >= SMALL_SHARE * size(first, penPx)
          && !isGroundLine(group, first)) {
        int number = kept.size();
        members.get(g).forEach(part -> part.group = number);
        kept.add(group);
        continue;
      } else if (isStrayMark(group, first, penPx)) {
        kind = LeftOut.Kind.STRAY_MARK;
      } else {
        kind =
            group.extent() > 0.03f * Math.max(mask.width, mask.height)
                ? LeftOut.Kind.SMALL_DRAWING
                : LeftOut.Kind.SPECKS;
      }
      members.get(g).forEach(part -> part.kind = kind);
    }
    return kept;
  }

  /** The rule for strokes, for a group beside the main one. */
  private static boolean isStrayMark(Part group, Part main, float penPx) {
    List<Bounds> boxes = List.of(bounds(main), bounds(group));
    List<Double> lengths = List.of((double) main.area / penPx, (double) group.area / penPx);
    return StrayMarks.find(boxes, lengths).contains(1);
  }

  private static Bounds bounds(Part part) {
    return new Bounds(part.left, part.top, part.right, part.bottom);
  }

  private static void attach(Part dot, List<Part> groups, float penPx) {
    for (int g = 0; g < groups.size(); g++) {
      Part group = groups.get(g);
      if (dot.gapTo(group) <= Math.max(DOT_REACH * group.extent(), 2 * penPx)) {
        dot.group = g;
        return;
      }
    }
    dot.kind = LeftOut.Kind.SPECKS;
  }

  /**
   * What was set aside: things of one kind that lie close together as one, the specks and what is
   * faint all together.
   */
  List<Part> setAside() {
    List<Part> list = new ArrayList<>();
    for (Part part : parts) {
      if (part.kind == null) {
        continue;
      }
      Part near = null;
      boolean small = part.kind == LeftOut.Kind.SPECKS || part.kind == LeftOut.Kind.FAINT;
      for (Part other : list) {
        int reach = Math.max(4, Math.max(part.extent(), other.extent()));
        if (other.kind == part.kind && (small || part.gapTo(other) <= reach)) {
          near = other;
          break;
        }
      }
      if (near == null) {
        near = new Part();
        near.kind = part.kind;
        list.add(near);
      }
      near.take(part);
    }
    return list;
  }

  /** The pixels of a group. */
  Mask maskOf(int group, Ink ink) {
    Mask result = new Mask(ink.mask().width, ink.mask().height);
    for (int i : ink.members()) {
      result.set[i] = parts[components.label()[i] - 1].group == group;
    }
    return result;
  }
}
