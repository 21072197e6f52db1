package org.sketchsdk.cli.download;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt failed for a reason that may pass. */
final class PassingException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Duration requestedPause; // null: the server asks for none

  PassingException(String message) {
    this(message, null);
  }

  /**
   * Creates an exception.
   *
   * @param requestedPause how long the server asks to wait; null if it does not
   */
  PassingException(String message, @Nullable Duration requestedPause) {
    super(message);
    this.requestedPause = requestedPause;
  }

  Optional<Duration> requestedPause() {
    return Optional.ofNullable(requestedPause);
  }
}
