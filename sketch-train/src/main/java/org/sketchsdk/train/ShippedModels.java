package org.sketchsdk.train;

import java.io.IOException;
import java.io.InputStream;
import org.sketchsdk.infer.ModelFormatException;
import org.sketchsdk.infer.ModelFormatException.Reason;
import org.sketchsdk.infer.SketchClassifier;

/**
 * The models that ship, by name: those of integers, which are embedded in sketch-infer, and their
 * twins of floats, from which they were quantised, which only this module has.
 */
public final class ShippedModels {
  /** The model that {@link SketchClassifier#load} takes. */
  public static final String DEFAULT = "quickdraw25";

  private ShippedModels() {}

  /**
   * Reads an embedded model.
   *
   * @param name name of the model, such as {@value #DEFAULT}
   * @return the bytes of its {@code .onnx} file
   * @throws ModelFormatException if there is none of that name
   * @throws IOException if it cannot be read
   */
  public static byte[] int8(String name) throws IOException {
    String resource = "models/" + name + ".onnx";
    try (InputStream in = SketchClassifier.class.getResourceAsStream(resource)) {
      return readAll(in, "sketch-infer has no model " + name, resource);
    }
  }

  /**
   * Reads the twin of floats of an embedded model.
   *
   * @param name name of the embedded model
   * @return the bytes of the twin's {@code .onnx} file
   * @throws ModelFormatException if there is none
   * @throws IOException if it cannot be read
   */
  public static byte[] fp32(String name) throws IOException {
    String resource = "models/" + name + "-fp32.onnx";
    try (InputStream in = ShippedModels.class.getResourceAsStream(resource)) {
      return readAll(in, "sketch-train has no FP32 twin of the model " + name, resource);
    }
  }

  private static byte[] readAll(InputStream in, String problem, String resource)
      throws IOException {
    if (in == null) {
      throw new ModelFormatException(Reason.MISSING, problem, "resource " + resource);
    }
    return in.readAllBytes();
  }
}
