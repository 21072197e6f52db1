package org.sketchsdk.render.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sketchsdk.render.internal.trace.Plane;

/**
 * Removes the lines that a paper is ruled with: three or more thin straight lines that run from one
 * side of the picture to the other, along its rows (or, for squared paper, along its columns too),
 * up to a slope of about one in eight.
 */
final class RuledLines {
  // Largest rise or fall of a line over the picture, as a share of its length.
  private static final float MAX_DRIFT = 0.12f;

  // A line must be seen in this share of the columns, and up to this close to both sides.
  private static final float SEEN_SHARE = 0.5f;
  private static final float SIDE_SHARE = 0.1f;

  private static final int MIN_LINES = 3;
  private static final int MAX_LINES = 120;

  // Largest half thickness of a line in pixels.
  private static final int REACH = 3;

  // Ink on a line is at least this much darker than the line.
  private static final float INK_OVER_LINE = 1.5f;

  private final Plane plane;
  private final float floor;
  private final int drift;
  private final int slopes;
  private final int offsets;
  private final int[] votes;

  private RuledLines(Plane plane, float floor) {
    this.plane = plane;
    this.floor = floor;
    this.drift = Math.round(plane.width * MAX_DRIFT);
    this.slopes = 2 * drift + 1;
    this.offsets = plane.height + 2 * drift;
    this.votes = plane.scratch.ints(slopes * offsets);
    Arrays.fill(votes, 0);
  }

  /** Returns the darkness without ruled lines: the same plane where there are none. */
  static Plane remove(Plane plane, float grain) {
    float floor = Math.max(0.03f, 2.5f * grain);
    Plane rows = removeRows(plane, floor);
    Plane turned = rows.transpose();
    Plane columns = removeRows(turned, floor);
    if (columns == turned) {
      turned.release();
      return rows;
    }
    return columns.transpose();
  }

  private static Plane removeRows(Plane plane, float floor) {
    if (plane.width < 32 || plane.height < 32) {
      return plane;
    }
    RuledLines lines = new RuledLines(plane, floor);
    Plane result = lines.removeRows();
    plane.scratch.give(lines.votes);
    return result;
  }

  /**
   * A line.
   *
   * @param rise height of its right end over its left end, downward
   * @param y row of its left end
   */
  private record Line(int rise, int y) {}

  private Plane removeRows() {
    int[] thin = thinPixels();
    int columns = (plane.width + 1) / 2;
    if (thin.length < MIN_LINES * SEEN_SHARE * columns) {
      return plane; // too few for that many lines
    }
    for (int i : thin) {
      vote(i, 1);
    }
    List<Line> lines = new ArrayList<>();
    float[] levels = new float[MAX_LINES];
    boolean[] gone = new boolean[thin.length];
    while (lines.size() < MAX_LINES) {
      int best = 0;
      for (int v = 1; v < votes.length; v++) {
        if (votes[v] > votes[best]) {
          best = v;
        }
      }
      Line line = new Line(best / offsets - drift, best % offsets - drift);
      float level = take(line, thin, gone);
      if (level < 0) {
        break;
      }
      if (level > 0) {
        levels[lines.size()] = level;
        lines.add(line);
      }
    }
    if (lines.size() < MIN_LINES) {
      return plane;
    }
    Plane cleared = plane.copy();
    for (int k = 0; k < lines.size(); k++) {
      clear(cleared, lines.get(k), levels[k]);
    }
    return cleared;
  }

  /** Pixels of every other column that are darker than what lies above and below. */
  private int[] thinPixels() {
    int width = plane.width;
    float[] values = plane.values;
    int[] thin = new int[1024];
    int n = 0;
    for (int y = REACH + 1; y < plane.height - REACH - 1; y++) {
      for (int x = 0; x < width; x += 2) {
        int i = y * width + x;
        float value = values[i];
        if (value < floor || value < values[i - width] || value <= values[i + width]) {
          continue;
        }
        float sides = Math.max(values[i - (REACH + 1) * width], values[i + (REACH + 1) * width]);
        if (value - sides > 0.5f * value) {
          if (n == thin.length) {
            thin = Arrays.copyOf(thin, 2 * n);
          }
          thin[n++] = i;
        }
      }
    }
    return Arrays.copyOf(thin, n);
  }

  private void vote(int i, int weight) {
    int x = i % plane.width;
    int y = i / plane.width;
    for (int s = 0; s < slopes; s++) {
      int at = y + drift - rowShift(s - drift, x);
      if (at >= 0 && at < offsets) {
        votes[s * offsets + at] += weight;
      }
    }
  }

  private int rowShift(int rise, int x) {
    return Math.floorDiv(2 * rise * x + plane.width, 2 * plane.width);
  }

  /**
   * Takes a line's pixels out of the vote.
   *
   * @return the median darkness of the line, 0 if it is no ruled line, less than 0 if it is none
   *     and no better one can follow
   */
  private float take(Line line, int[] thin, boolean[] gone) {
    int columns = (plane.width + 1) / 2;
    boolean[] seen = new boolean[columns];
    int[] shades = new int[256];
    int count = 0;
    int first = columns;
    int last = -1;
    List<Integer> taken = new ArrayList<>();
    for (int k = 0; k < thin.length; k++) {
      if (gone[k]) {
        continue;
      }
      int x = thin[k] % plane.width;
      int y = thin[k] / plane.width;
      if (Math.abs(y - line.y() - rowShift(line.rise(), x)) <= 1) {
        taken.add(k);
        if (!seen[x / 2]) {
          seen[x / 2] = true;
          count++;
          first = Math.min(first, x / 2);
          last = Math.max(last, x / 2);
          shades[Math.min(255, (int) (plane.values[thin[k]] * 256))]++;
        }
      }
    }
    if (count < SEEN_SHARE * columns) {
      return -1;
    }
    for (int k : taken) {
      gone[k] = true;
      vote(thin[k], -1);
    }
    if (first > SIDE_SHARE * columns || last < (1 - SIDE_SHARE) * columns) {
      return 0;
    }
    int half = 0;
    int bin = 0;
    while (half + shades[bin] <= count / 2) {
      half += shades[bin];
      bin++;
    }
    return (bin + 0.5f) / 256;
  }

  private void clear(Plane cleared, Line line, float level) {
    float[] values = cleared.values;
    int width = plane.width;
    float edge = 0.3f * level;
    for (int x = 0; x < width; x++) {
      int middle = line.y() + rowShift(line.rise(), x);
      if (middle < 0 || middle >= plane.height) {
        continue;
      }
      int best = middle;
      for (int y = Math.max(0, middle - 2); y <= Math.min(plane.height - 1, middle + 2); y++) {
        if (values[y * width + x] > values[best * width + x]) {
          best = y;
        }
      }
      if (values[best * width + x] > INK_OVER_LINE * level + floor) {
        continue;
      }
      int top = best;
      while (top > 0 && best - top <= REACH + 1 && values[(top - 1) * width + x] > edge) {
        top--;
      }
      int bottom = best;
      while (bottom < plane.height - 1
          && bottom - best <= REACH + 1
          && values[(bottom + 1) * width + x] > edge) {
        bottom++;
      }
      if (bottom - top <= 2 * REACH) {
        for (int y = top; y <= bottom; y++) {
          values[y * width + x] = 0;
        }
      }
    }
  }
}
