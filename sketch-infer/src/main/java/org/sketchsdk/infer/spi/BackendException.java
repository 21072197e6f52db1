package org.sketchsdk.infer.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.SketchException;

/**
 * A backend is unknown, does not work here, cannot run a model, or failed while it ran. The message
 * names the backend and the reason, and the Maven coordinate if adding an artifact helps.
 */
public final class BackendException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** Name of the backend; null if this is not about a single one. */
  private final @Nullable String backend;

  /** Maven coordinate; null if adding one does not help. */
  private final @Nullable String coordinate;

  /**
   * Creates an exception about one backend.
   *
   * @param backend name of the backend
   * @param reason what went wrong
   * @param coordinate Maven coordinate to add, {@code groupId:artifactId}; null where adding one
   *     does not help
   * @param cause what led to it, or null
   */
  public BackendException(
      String backend, String reason, @Nullable String coordinate, @Nullable Throwable cause) {
    super(
        "backend "
            + backend
            + ": "
            + reason
            + (coordinate == null ? "" : " (it needs " + coordinate + ")"),
        cause);
    this.backend = backend;
    this.coordinate = coordinate;
  }

  /**
   * Creates an exception that is not about a single backend.
   *
   * @param message what went wrong
   * @param cause what led to it, or null
   */
  public BackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.backend = null;
    this.coordinate = null;
  }

  /**
   * Returns the backend that failed.
   *
   * @return its name; empty if the exception is not about a single backend
   */
  public Optional<String> backend() {
    return Optional.ofNullable(backend);
  }

  /**
   * Returns what to add to the class path or module path.
   *
   * @return a Maven coordinate; empty if adding an artifact does not help
   */
  public Optional<String> coordinate() {
    return Optional.ofNullable(coordinate);
  }
}
