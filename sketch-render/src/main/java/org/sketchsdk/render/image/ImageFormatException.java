package org.sketchsdk.render.image;

import java.util.Objects;
import org.sketchsdk.core.SketchException;

/** Bytes that are no picture, a damaged one, or one larger than the reader accepts. */
public final class ImageFormatException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** Path or name of what was read. */
  private final String source;

  /**
   * Creates an exception, for readers of picture files.
   *
   * @param source the path of the file, or another name of what was read
   * @param message what is wrong; the source is appended
   */
  public ImageFormatException(String source, String message) {
    super(message + ": " + source);
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * Creates an exception, for readers of picture files.
   *
   * @param source the path of the file, or another name of what was read
   * @param message what is wrong; the source is appended
   * @param cause what the decoder said
   */
  public ImageFormatException(String source, String message, Throwable cause) {
    super(message + ": " + source, cause);
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * Returns the name of what was read.
   *
   * @return the path of the file, or the name that was given with the stream
   */
  public String source() {
    return source;
  }
}
