package org.sketchsdk.train;

import java.io.IOException;
import java.io.InputStream;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;

/**
 * The FP32 versions of the embedded models, from which these were quantized. Use them as the start
 * of a training, or to compare. {@link SketchClassifier#embeddedModel} has the INT8 models.
 */
public final class Fp32Models {
  private Fp32Models() {}

  /**
   * Returns the FP32 version of an embedded model.
   *
   * @param name name of the embedded model
   * @return the bytes of the {@code .onnx} file, a new array
   * @throws ModelFormatException if there is none
   * @throws IOException if it cannot be read
   */
  public static byte[] of(String name) throws IOException {
    String resource = "models/" + name + "-fp32.onnx";
    try (InputStream in = Fp32Models.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ModelFormatException(
            Reason.MISSING,
            "sketch-train has no FP32 version of the model " + name,
            "resource " + resource);
      }
      return in.readAllBytes();
    }
  }
}
