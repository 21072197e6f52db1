package org.sketchsdk.infer.model;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.sketchsdk.infer.model.ModelFormatException.Reason;

/**
 * A model that is checked: the bytes of its file, and what the file says about the model.
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
   * Reads and checks a model that can be read again, such as a resource. This is faster: the hash
   * of the bytes is computed only if {@link ModelInfo#sha256()} is called, which reads them again.
   *
   * @param file gives the bytes of an {@code .onnx} file, the same at each call; the array is kept
   *     and must not be modified afterwards
   * @param source where they come from, for messages
   * @return the model
   * @throws ModelFormatException if the SDK cannot use the model
   */
  public static ModelData of(Supplier<byte[]> file, String source) {
    byte[] onnx = file.get();
    return new ModelData(onnx, ModelInfo.read(onnx, source, file));
  }

  /**
   * Returns the bytes of the {@code .onnx} file without copying them.
   *
   * @return a new read-only view at each call, from index 0 to its limit
   */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(onnx).asReadOnlyBuffer();
  }

  /**
   * Reads and checks a model whose hash is known. The hash is checked before anything is read.
   *
   * @param onnx the bytes of an {@code .onnx} file; copied
   * @param source where they come from, for messages
   * @param sha256 the expected SHA-256 of the bytes, 64 lower-case hexadecimal digits
   * @return the model
   * @throws ModelFormatException if the bytes have another hash, or the SDK cannot use the model
   */
  public static ModelData of(byte[] onnx, String source, String sha256) {
    byte[] copy = onnx.clone();
    String actual = ModelInfo.sha256(copy);
    if (!actual.equals(sha256)) {
      throw new ModelFormatException(
          Reason.SHA256, "the SHA-256 is " + actual + ", not " + sha256, source);
    }
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
