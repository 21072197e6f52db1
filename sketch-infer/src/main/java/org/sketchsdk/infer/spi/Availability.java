package org.sketchsdk.infer.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * Tells whether a backend works on this machine.
 *
 * @param available true if it works
 * @param detail what was found, such as the engine's version; or why the backend does not work
 * @param remedy what makes the backend work, as an imperative that begins with a lower-case letter,
 *     such as {@code set the system property …}; empty if the backend works, or nothing is known
 */
public record Availability(boolean available, String detail, Optional<String> remedy) {
  /**
   * Checks the values.
   *
   * @throws NullPointerException if a value is null
   */
  public Availability {
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(remedy, "remedy");
  }

  /**
   * Returns that a backend works.
   *
   * @param detail what was found, such as {@code ONNX Runtime 1.28.0}
   * @return the answer
   */
  public static Availability available(String detail) {
    return new Availability(true, detail, Optional.empty());
  }

  /**
   * Returns that a backend does not work.
   *
   * @param reason why
   * @return the answer
   */
  public static Availability unavailable(String reason) {
    return new Availability(false, reason, Optional.empty());
  }

  /**
   * Returns that a backend does not work, and what makes it work.
   *
   * @param reason why
   * @param remedy what the user can do, as an imperative that begins with a lower-case letter
   * @return the answer
   */
  public static Availability unavailable(String reason, String remedy) {
    return new Availability(false, reason, Optional.of(remedy));
  }
}
