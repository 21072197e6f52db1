package org.sketchsdk.infer.spi;

import org.sketchsdk.infer.ModelFormatException;
import org.sketchsdk.infer.ModelInfo;

/**
 * A checked model: the bytes of its file and what they say about themselves.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelData {
  private final byte[] onnx;
  private final ModelInfo info;

  private ModelData(byte[] onnx, ModelInfo info) {
    this.onnx = onnx;
    this.info = info;
  }

  /**
   * Reads and checks a model.
   *
   * @param onnx the bytes of an {@code .onnx} file; copied
   * @param source where they come from, for messages
   * @return the model
   * @throws ModelFormatException if the SDK cannot use the model
   */
  public static ModelData of(byte[] onnx, String source) {
    byte[] copy = onnx.clone();
    return new ModelData(copy, ModelInfo.read(copy, source));
  }

  /**
   * Returns the bytes of the {@code .onnx} file.
   *
   * @return a new array at each call
   */
  public byte[] onnx() {
    return onnx.clone();
  }

  /**
   * Returns what the model says about itself.
   *
   * @return the labels, the raster options and more
   */
  public ModelInfo info() {
    return info;
  }

  /** Returns the name of the model. */
  @Override
  public String toString() {
    return "ModelData[" + info.name() + ", " + onnx.length + " bytes]";
  }
}
