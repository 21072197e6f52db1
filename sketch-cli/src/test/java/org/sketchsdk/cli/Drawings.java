package org.sketchsdk.cli;

import java.util.Locale;
import java.util.Map;

/** Lines of NDJSON: brackets that open to one side, so that most ink is on the other. */
public final class Drawings {
  private static final Map<String, String> STROKES =
      Map.of(
          "left", "[[255,0,0,255],[0,0,255,255]]",
          "right", "[[0,255,255,0],[0,0,255,255]]",
          "upper", "[[0,0,255,255],[255,0,0,255]]",
          "lower", "[[0,0,255,255],[0,255,255,0]]");

  private Drawings() {}

  public static String line(String word, long keyId) {
    return line(word, keyId, word);
  }

  /** A drawing of one thing with the word of another. */
  public static String line(String word, long keyId, String shape) {
    return String.format(
        Locale.ROOT,
        "{\"word\":\"%s\",\"key_id\":\"%d\",\"drawing\":[%s]}",
        word,
        keyId,
        STROKES.get(shape));
  }
}
