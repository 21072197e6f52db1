package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.Picture;

/** What is wrong with a picture and what to do about it, in plain words. */
enum PictureRemarks {
  NO_DRAWING("No drawing found. Fill most of the picture with one drawing on plain paper."),
  TOO_DARK("Too dark. Turn on a light, or hold the paper toward the window."),
  SEVERAL("Several drawings: the largest is read. Choose another one below."),
  CUT_OFF("The sheet is cut off. Move back until all of it is in the picture."),
  FAINT("The lines are faint. Use a darker pen, or go closer."),
  BLURRED("Blurred. Hold still, and let the camera focus."),
  INVERTED("Light lines on a dark ground: read as if it were the other way round."),
  TOO_MUCH_INK("So much is dark that this is probably no line drawing. Go closer to the paper.");

  /** The shade below which 95 of 100 pixels of a picture are when it is too dark, of 255. */
  private static final int DARK = 70;

  private final String words;

  PictureRemarks(String words) {
    this.words = words;
  }

  static List<PictureRemarks> of(Picture image, InkExtraction found) {
    List<PictureRemarks> remarks = new ArrayList<>();
    if (found.has(Diagnostic.NO_INK)) {
      remarks.add(NO_DRAWING);
    }
    if (!found.has(Diagnostic.INVERTED) && isDark(image)) {
      remarks.add(TOO_DARK);
    }
    if (found.has(Diagnostic.SEVERAL)) {
      remarks.add(SEVERAL);
    }
    if (found.has(Diagnostic.SHEET_CUT_OFF)) {
      remarks.add(CUT_OFF);
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

  private static boolean isDark(Picture image) {
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
}
