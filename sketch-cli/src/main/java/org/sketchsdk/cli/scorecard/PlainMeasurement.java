package org.sketchsdk.cli.scorecard;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * The result of a network that was trained without domain augmentation, on the external pictures.
 * It was measured once and recorded, because that model is not published.
 *
 * @param correct pictures with the right answer
 * @param total number of pictures
 * @param samples samples that it was trained on
 * @param modelSha256 SHA-256 of its model
 * @param command the command that measured it
 */
record PlainMeasurement(int correct, int total, long samples, String modelSha256, String command) {
  static final String RESOURCE = "plain-external.properties";

  /**
   * Looks a network up in the recorded measurements.
   *
   * @param network name of the network
   * @return the measurement; empty if there is none
   */
  static Optional<PlainMeasurement> of(String network) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = PlainMeasurement.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("sketch-train has no resource " + RESOURCE);
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return read(properties, network);
  }

  /** Reads the five entries of a network; all are required where there is one. */
  static Optional<PlainMeasurement> read(Properties properties, String network) {
    if (properties.stringPropertyNames().stream().noneMatch(key -> key.startsWith(network + "."))) {
      return Optional.empty();
    }
    return Optional.of(
        new PlainMeasurement(
            (int) number(properties, network + ".correct"),
            (int) number(properties, network + ".total"),
            number(properties, network + ".samples"),
            text(properties, network + ".modelSha256"),
            text(properties, network + ".command")));
  }

  private static long number(Properties properties, String key) {
    String text = text(properties, key);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          RESOURCE + ": " + key + " must be an integer, not \"" + text + '"', e);
    }
  }

  private static String text(Properties properties, String key) {
    String text = properties.getProperty(key, "").strip();
    if (text.isEmpty()) {
      throw new IllegalStateException(RESOURCE + ": the entry " + key + " is missing");
    }
    return text;
  }
}
