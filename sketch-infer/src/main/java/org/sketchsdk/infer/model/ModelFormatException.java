package org.sketchsdk.infer.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.SketchException;

/**
 * The SDK cannot use a model or a file of custom classes. The message gives the rule, the actual
 * value and where the file comes from.
 */
public final class ModelFormatException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** The rule that a model breaks. */
  public enum Reason {
    /** There is no model at this place. */
    MISSING,
    /** The bytes are not an ONNX model, or its structure is damaged. */
    NOT_ONNX,
    /** The bytes begin like an ONNX model but end too early. */
    TRUNCATED,
    /** An entry of the metadata is missing or invalid. */
    METADATA,
    /** The model was trained with another version of the rasterizer. */
    RASTER_VERSION,
    /**
     * An input or output of the network has the wrong name or type, or a shape that does not fit.
     */
    GRAPH,
    /** The number of labels is not the number of logits, or a label that is needed is missing. */
    LABELS,
    /** The SHA-256 of the bytes is not the expected one. */
    SHA256,
    /** A file of custom classes is damaged, has another version, or is something else. */
    CUSTOM_CLASSES,
    /** The custom classes were learned on another model. */
    OTHER_MODEL
  }

  /** The rule that the model breaks. */
  private final Reason reason;

  /** Where the model comes from. */
  private final String source;

  /**
   * Creates an exception.
   *
   * @param reason the rule that the model breaks
   * @param message what is wrong, with the actual value
   * @param source where the model comes from; added to the message
   */
  public ModelFormatException(Reason reason, String message, String source) {
    this(reason, message, source, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param reason the rule that the model breaks
   * @param message what is wrong, with the actual value
   * @param source where the model comes from; added to the message
   * @param cause what led to it, or null
   */
  public ModelFormatException(
      Reason reason, String message, String source, @Nullable Throwable cause) {
    super(message + ": " + source, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.source = source;
  }

  /**
   * Returns the rule that the model breaks.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Returns where the model comes from.
   *
   * @return a path, or words such as {@code bytes}
   */
  public String source() {
    return source;
  }
}
