package org.sketchsdk.infer.internal.onnxfile;

import org.jspecify.annotations.Nullable;

/** The bytes of a file are not an ONNX model that can be read. */
public final class OnnxFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whether the bytes end too early. */
  private final boolean truncated;

  OnnxFileException(String message, boolean truncated, @Nullable Throwable cause) {
    super(message, cause);
    this.truncated = truncated;
  }

  /** Returns true if the bytes begin as an ONNX model but end too early. */
  public boolean truncated() {
    return truncated;
  }
}
