package org.sketchsdk.train;

import java.io.IOException;
import java.io.InputStream;
import org.sketchsdk.infer.ModelFormatException;
import org.sketchsdk.infer.ModelFormatException.Reason;
import org.sketchsdk.infer.SketchClassifier;

/**
 * The twins of floats of the embedded models: what these were quantized from. {@link
 * SketchClassifier#embeddedModel} has the INT8 models.
 */
public final class Fp32Models {
  private Fp32Models() {}

  /**
   * Returns the twin of floats of an embedded model.
   *
   * @param name name of the embedded model
   * @return the bytes of the twin's {@code .onnx} file, the caller's own
   * @throws ModelFormatException if there is none
   * @throws IOException if it cannot be read
   */
  public static byte[] of(String name) throws IOException {
    String resource = "models/" + name + "-fp32.onnx";
    try (InputStream in = Fp32Models.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ModelFormatException(
            Reason.MISSING,
            "sketch-train has no FP32 twin of the model " + name,
            "resource " + resource);
      }
      return in.readAllBytes();
    }
  }
}
