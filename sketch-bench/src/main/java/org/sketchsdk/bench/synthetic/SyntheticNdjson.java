package org.sketchsdk.bench.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;

/**
 * Seeded drawings as text in the two formats of Quick, Draw!, with about as many strokes, points
 * and characters a number as real ones have. The lines are random walks and look like nothing.
 */
public final class SyntheticNdjson {
  public static final int DRAWINGS = 4_000;

  private static final String[] WORDS = {"cat", "alarm clock", "ice cream", "umbrella", "sun"};

  private final SplittableRandom random = new SplittableRandom(20170301);
  private final StringBuilder text = new StringBuilder();

  private SyntheticNdjson() {}

  /** Returns {@value #DRAWINGS} lines; {@code format} is {@code simplified} or {@code raw}. */
  public static byte[] of(String format) {
    SyntheticNdjson lines = new SyntheticNdjson();
    for (int i = 0; i < DRAWINGS; i++) {
      switch (format) {
        case "simplified" -> lines.simplified();
        case "raw" -> lines.raw();
        default -> throw new IllegalArgumentException("simplified or raw, not " + format);
      }
    }
    return lines.text.toString().getBytes(UTF_8);
  }

  private void head() {
    text.append("{\"word\":\"")
        .append(WORDS[random.nextInt(WORDS.length)])
        .append("\",\"countrycode\":\"US\",\"timestamp\":\"2017-03-")
        .append(10 + random.nextInt(20))
        .append(" 20:41:36.")
        .append(10_000 + random.nextInt(89_999))
        .append(" UTC\",\"recognized\":true,\"key_id\":\"")
        .append(4_503_599_627_370_496L + random.nextLong(2_000_000_000_000_000L))
        .append("\",\"drawing\":[");
  }

  private void simplified() {
    head();
    int strokes = 1 + random.nextInt(12);
    for (int stroke = 0; stroke < strokes; stroke++) {
      int points = 2 + random.nextInt(12);
      text.append(stroke == 0 ? "[[" : ",[[");
      walk(points);
      text.append("],[");
      walk(points);
      text.append("]]");
    }
    text.append("]}\n");
  }

  private void walk(int points) {
    int value = random.nextInt(256);
    for (int i = 0; i < points; i++) {
      text.append(i == 0 ? "" : ",").append(value);
      value = Math.max(0, Math.min(255, value + random.nextInt(-40, 41)));
    }
  }

  /** Devices report whole pixels or fractions: half of the drawings are of either kind. */
  private void raw() {
    head();
    boolean fractions = random.nextBoolean();
    int strokes = 1 + random.nextInt(9);
    int tMillis = 0;
    for (int stroke = 0; stroke < strokes; stroke++) {
      int points = 2 + random.nextInt(70);
      text.append(stroke == 0 ? "[[" : ",[[");
      rawWalk(points, fractions);
      text.append("],[");
      rawWalk(points, fractions);
      text.append("],[");
      for (int i = 0; i < points; i++) {
        text.append(i == 0 ? "" : ",").append(tMillis);
        tMillis += 8 + random.nextInt(30);
      }
      text.append("]]");
      tMillis += 300 + random.nextInt(900);
    }
    text.append("]}\n");
  }

  private void rawWalk(int points, boolean fractions) {
    float value = 100 + random.nextInt(800);
    for (int i = 0; i < points; i++) {
      text.append(i == 0 ? "" : ",");
      if (fractions) {
        text.append((double) value); // as the data set does: a float with the digits of a double
      } else {
        text.append((int) value);
      }
      value += (float) (random.nextDouble() * 20 - 10);
    }
  }
}
