package org.sketchsdk.train.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/**
 * Generates drawings that belong to no class, scribbles and letters, to measure how a model handles
 * them. The same seed gives the same drawings.
 */
public final class UnknownDrawings {
  private static final int SCRIBBLES = 5;

  /**
   * Letters and digits as strokes on a grid 4 wide and 6 high: points are pairs of digits, strokes
   * are apart by a space. O, Q, D and 0, which are circles or nearly so, are left out.
   */
  private static final List<String> LETTERS =
      List.of(
          "062046 1434", // A
          "00063645342333 033312110030", // B, a rough one
          "41201103153644", // C
          "40000646 0333", // E
          "40000600 0333", // F
          "4130101105164544 4424", // G
          "0006 4046 0343", // H
          "1030 2026 1636", // I
          "1040 3035261504", // J
          "0006 400346", // K
          "000646", // L
          "0600234046", // M
          "06004640", // N
          "06003041423303", // P
          "06003041423303 1346", // R
          "40200112324334361605", // S
          "0040 2026", // T
          "000416364440", // U
          "002640", // V
          "0016233640", // W
          "0046 4006", // X
          "002340 2326", // Y
          "00400646", // Z
          "112026 1636", // 1
          "01103041430646", // 2
          "0030412343344516 0516", // 3, with a foot
          "30044434 3036", // 4
          "40000230434416", // 5
          "301003051636443303", // 6
          "004016", // 7
          "200111324334261504132231302000", // 8, of one line
          "43130110304346"); // 9

  private UnknownDrawings() {}

  /**
   * Generates scribbles: wandering lines, hatchings, chains of loops, crossing straight lines and
   * tangles, in equal parts.
   *
   * @param count how many, at least 0
   * @param seed any number
   * @return the drawings
   */
  public static List<Drawing> scribbles(int count, long seed) {
    List<Drawing> drawings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SeededRandom random = SeededRandom.forSample(seed, "scribble", i);
      drawings.add(
          switch (i % SCRIBBLES) {
            case 0 -> wandering(random);
            case 1 -> hatching(random);
            case 2 -> loops(random);
            case 3 -> lines(random);
            default -> tangle(random);
          });
    }
    return drawings;
  }

  private static Drawing wandering(SeededRandom random) {
    List<Stroke> strokes = new ArrayList<>();
    for (int s = 1 + random.nextInt(3); s > 0; s--) {
      int points = 40 + random.nextInt(120);
      float[] x = new float[points];
      float[] y = new float[points];
      double angle = random.uniform(0, 6.28);
      double turn = 0;
      x[0] = (float) random.uniform(60, 200);
      y[0] = (float) random.uniform(60, 200);
      for (int i = 1; i < points; i++) {
        turn = 0.8 * turn + random.nextGaussian() * 0.25;
        angle += turn;
        x[i] = x[i - 1] + (float) (4 * StrictMath.cos(angle));
        y[i] = y[i - 1] + (float) (4 * StrictMath.sin(angle));
      }
      strokes.add(Stroke.of(x, y));
    }
    return Drawing.of(strokes);
  }

  /** To and fro, with uneven ends, at any slant. */
  private static Drawing hatching(SeededRandom random) {
    int points = 14 + random.nextInt(30);
    float[] x = new float[points];
    float[] y = new float[points];
    double angle = random.uniform(0, 3.14);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double length = random.uniform(60, 120);
    double step = random.uniform(3, 9);
    for (int i = 0; i < points; i++) {
      double along = (i % 2 == 0 ? -1 : 1) * length * random.uniform(0.6, 1.1);
      double across = i * step + random.nextGaussian() * step / 2;
      x[i] = (float) (along * cos - across * sin);
      y[i] = (float) (along * sin + across * cos);
    }
    return Drawing.of(List.of(Stroke.of(x, y)));
  }

  /** A coil that moves on, as in trying a pen. */
  private static Drawing loops(SeededRandom random) {
    int points = 100 + random.nextInt(150);
    float[] x = new float[points];
    float[] y = new float[points];
    double radius = random.uniform(20, 60);
    double advance = random.uniform(0.5, 2.5);
    double rise = random.uniform(-0.8, 0.8);
    double angle = random.uniform(0, 6.28);
    double size = 1;
    for (int i = 0; i < points; i++) {
      angle += 0.3 + random.nextGaussian() * 0.05;
      size = Math.min(1.5, Math.max(0.4, size + random.nextGaussian() * 0.06));
      x[i] = (float) (i * advance + size * radius * 0.7 * StrictMath.cos(angle));
      y[i] = (float) (i * rise + size * radius * StrictMath.sin(angle));
    }
    return Drawing.of(List.of(Stroke.of(x, y)));
  }

  private static Drawing lines(SeededRandom random) {
    List<Stroke> strokes = new ArrayList<>();
    for (int s = 3 + random.nextInt(8); s > 0; s--) {
      float[] x = {(float) random.uniform(0, 255), (float) random.uniform(0, 255)};
      float[] y = {(float) random.uniform(0, 255), (float) random.uniform(0, 255)};
      strokes.add(Stroke.of(x, y));
    }
    return Drawing.of(strokes);
  }

  /** One line between random places. */
  private static Drawing tangle(SeededRandom random) {
    int points = 6 + random.nextInt(20);
    float[] x = new float[points];
    float[] y = new float[points];
    for (int i = 0; i < points; i++) {
      x[i] = (float) (128 + 60 * random.nextGaussian());
      y[i] = (float) (128 + 60 * random.nextGaussian());
    }
    return Drawing.of(List.of(Stroke.of(x, y)));
  }

  /**
   * Generates letters and digits. Every second drawing has two to four beside each other, the
   * others have one.
   *
   * @param count how many drawings, at least 0
   * @param seed any number
   * @return the drawings
   */
  public static List<Drawing> letters(int count, long seed) {
    List<Drawing> drawings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SeededRandom random = SeededRandom.forSample(seed, "letter", i);
      List<Stroke> strokes = new ArrayList<>();
      int letters = i % 2 == 0 ? 1 : 2 + random.nextInt(3);
      for (int place = 0; place < letters; place++) {
        strokes.addAll(letter(LETTERS.get(random.nextInt(LETTERS.size())), place * 58, random));
      }
      drawings.add(Drawing.of(strokes));
    }
    return drawings;
  }

  private static List<Stroke> letter(String shape, double left, SeededRandom random) {
    double width = random.uniform(8, 12);
    double height = random.uniform(13, 18);
    double slant = random.uniform(-0.2, 0.3);
    double tilt = random.uniform(-0.12, 0.12);
    return Arrays.stream(shape.split(" "))
        .map(
            points -> {
              float[] x = new float[points.length() / 2];
              float[] y = new float[points.length() / 2];
              for (int i = 0; i < x.length; i++) {
                double across = (points.charAt(2 * i) - '0') * width + random.nextGaussian() * 1.5;
                double down =
                    (points.charAt(2 * i + 1) - '0') * height + random.nextGaussian() * 1.5;
                x[i] = (float) (left + across - slant * down);
                y[i] = (float) (down + tilt * across);
              }
              return Stroke.of(x, y);
            })
        .toList();
  }
}
