package org.sketchsdk.infer.spi;

import java.util.Objects;

/**
 * Whether a backend works on this machine.
 *
 * @param available true if it does
 * @param detail what was found, such as the engine's version; or else why the backend does not work
 */
public record Availability(boolean available, String detail) {
  /**
   * Checks the values.
   *
   * @throws NullPointerException if {@code detail} is null
   */
  public Availability {
    Objects.requireNonNull(detail, "detail");
  }

  /**
   * Says that a backend works.
   *
   * @param detail what was found, such as {@code ONNX Runtime 1.24.2}
   * @return the answer
   */
  public static Availability available(String detail) {
    return new Availability(true, detail);
  }

  /**
   * Says that a backend does not work.
   *
   * @param reason why
   * @return the answer
   */
  public static Availability unavailable(String reason) {
    return new Availability(false, reason);
  }
}
