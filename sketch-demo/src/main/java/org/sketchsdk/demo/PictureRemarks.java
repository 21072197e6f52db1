package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.render.image.GrayImage;
import org.sketchsdk.render.image.InkExtraction;

/** What is wrong with a picture and what to do about it, in plain words. */
enum PictureRemarks {
  NO_DRAWING("No drawing found. Fill most of the picture with one drawing on plain paper."),
  TOO_DARK("Too dark. Turn on a light, or hold the paper towards the window."),
  SEVERAL("Several drawings. Show one at a time: they are read as if they were one."),
  FAINT("The lines are faint. Use a darker pen, or go closer."),
  BLURRED("Blurred. Hold still, and let the camera focus."),
  INVERTED("Light lines on a dark ground: read as if it were the other way round."),
  TOO_MUCH_INK("So much is dark that this is probably no line drawing. Go closer to the paper.");

  /** The shade below which 95 of 100 pixels of a picture are when it is too dark, of 255. */
  private static final int DARK = 70;

  /** A drawing of its own is at least this share as long as all of them together. */
  private static final double PART = 0.25;

  /** And lies at least this share of it away from the next. */
  private static final double GAP = 0.12;

  private final String words;

  PictureRemarks(String words) {
    this.words = words;
  }

  static List<PictureRemarks> of(GrayImage image, InkExtraction found) {
    List<PictureRemarks> remarks = new ArrayList<>();
    if (found.has(Diagnostic.NO_INK)) {
      remarks.add(NO_DRAWING);
    }
    if (!found.has(Diagnostic.INVERTED) && isDark(image)) {
      remarks.add(TOO_DARK);
    }
    if (drawings(found.drawing().strokes()) > 1) {
      remarks.add(SEVERAL);
    }
    if (found.has(Diagnostic.LOW_CONTRAST)) {
      remarks.add(FAINT);
    }
    if (found.has(Diagnostic.BLURRED)) {
      remarks.add(BLURRED);
    }
    if (found.has(Diagnostic.INVERTED)) {
      remarks.add(INVERTED);
    }
    if (found.has(Diagnostic.TOO_MUCH_INK)) {
      remarks.add(TOO_MUCH_INK);
    }
    return remarks;
  }

  static void put(ArrayNode target, List<PictureRemarks> remarks) {
    for (PictureRemarks remark : remarks) {
      target.addObject().put("code", remark.name()).put("text", remark.words);
    }
  }

  private static boolean isDark(GrayImage image) {
    long bright = 0;
    long looked = 0;
    int step = Math.max(1, Math.max(image.width(), image.height()) / 512);
    for (int y = 0; y < image.height(); y += step) {
      for (int x = 0; x < image.width(); x += step) {
        looked++;
        if (image.luminance(x, y) >= DARK) {
          bright++;
        }
      }
    }
    return 20 * bright < looked;
  }

  /** Counts groups of strokes that are large, and far from each other. */
  static int drawings(List<Stroke> strokes) {
    if (strokes.isEmpty()) {
      return 0;
    }
    List<Bounds> groups = new ArrayList<>();
    for (Stroke stroke : strokes) {
      groups.add(stroke.bounds());
    }
    double whole = longerSide(groups.stream().reduce(Bounds::union).orElseThrow());
    boolean merged = true;
    while (merged) {
      merged = false;
      for (int i = 0; i < groups.size(); i++) {
        for (int j = groups.size() - 1; j > i; j--) {
          if (distance(groups.get(i), groups.get(j)) < GAP * whole) {
            groups.set(i, groups.get(i).union(groups.remove(j)));
            merged = true;
          }
        }
      }
    }
    return (int) groups.stream().filter(group -> longerSide(group) >= PART * whole).count();
  }

  private static double longerSide(Bounds bounds) {
    return Math.max(bounds.width(), bounds.height());
  }

  private static double distance(Bounds a, Bounds b) {
    double x = Math.max(a.minX() - b.maxX(), b.minX() - a.maxX());
    double y = Math.max(a.minY() - b.maxY(), b.minY() - a.maxY());
    return Math.max(0, Math.max(x, y));
  }
}
