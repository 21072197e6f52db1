package org.sketchsdk.infer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;

/**
 * Files of custom classes, big-endian: the magic number, the version, the model's SHA-256 and name,
 * the size of its embedding, the labels, the arrays of the head, and last the CRC-32 of all before.
 * Strings are as {@link DataOutputStream#writeUTF} has them.
 */
final class FewShotFile {
  static final int MAX_LABEL_CHARS = 1_000;

  private static final int MAGIC = 0x534b_4343; // SKCC
  private static final int VERSION = 1;

  private FewShotFile() {}

  /** What a file holds. */
  record Content(List<String> labels, FewShotHead head) {}

  static void write(ModelInfo model, List<String> labels, FewShotHead head, OutputStream to)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(model.sha256());
    out.writeUTF(model.name());
    out.writeInt(model.embeddingSize());
    out.writeInt(labels.size());
    for (String label : labels) {
      out.writeUTF(label);
    }
    write(head.centre(), out);
    write(head.weights(), out);
    write(head.means(), out);
    out.writeInt(head.similarities().length);
    write(head.similarities(), out);
    out.writeInt(head.knownScores().length);
    for (double score : head.knownScores()) {
      out.writeDouble(score);
    }
    CRC32 sum = new CRC32();
    sum.update(bytes.toByteArray());
    out.writeInt((int) sum.getValue());
    bytes.writeTo(to);
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ModelFormatException if it is damaged, or not for the model
   */
  static Content read(byte[] bytes, ModelInfo model, String source) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      if (in.readInt() != MAGIC) {
        throw refusal("these are no custom classes: the magic number is another one", source);
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw refusal(
            "the custom classes are of version "
                + version
                + ", but this release reads version "
                + VERSION,
            source);
      }
      checkSum(bytes, source);
      checkModel(in.readUTF(), in.readUTF(), model, source);
      int size = in.readInt();
      check(size == model.embeddingSize(), "an embedding of " + size, source);
      int count = in.readInt();
      check(count >= 1 && count <= CustomClasses.MAX_CLASSES, count + " classes", source);
      List<String> labels = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (int k = 0; k < count; k++) {
        String label = in.readUTF();
        check(!label.isBlank() && seen.add(label), "the label \"" + label + '"', source);
        labels.add(label);
      }
      FewShotHead head =
          FewShotHead.of(
              floats(in, size, source),
              floats(in, count * (size + 1L), source),
              floats(in, (long) count * size, source),
              sorted(floats(in, examples(in, source), source), source),
              doubles(in, examples(in, source), source));
      check(in.available() == Integer.BYTES, "bytes at its end", source);
      boolean scored = head.knownScores().length > 0;
      check(scored == model.knownScore().isPresent(), "no scores of the examples", source);
      return new Content(List.copyOf(labels), head);
    } catch (EOFException e) {
      throw new ModelFormatException(
          Reason.TRUNCATED,
          "the custom classes are cut off after " + bytes.length + " bytes",
          source,
          e);
    } catch (IOException e) { // a malformed string
      throw new ModelFormatException(
          Reason.CUSTOM_CLASSES, "the custom classes are damaged", source, e);
    }
  }

  private static void checkSum(byte[] bytes, String source) {
    int end = bytes.length - Integer.BYTES;
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    int written = 0;
    for (int i = end; i < bytes.length; i++) {
      written = written << 8 | (bytes[i] & 0xff);
    }
    if ((int) sum.getValue() != written) {
      throw refusal("the custom classes are damaged or cut off: their checksum differs", source);
    }
  }

  private static void checkModel(String sha256, String name, ModelInfo model, String source) {
    if (!sha256.equals(model.sha256())) {
      throw new ModelFormatException(
          Reason.OTHER_MODEL,
          "the custom classes were learned on model "
              + name
              + " with the SHA-256 "
              + sha256
              + ", not on model "
              + model.name()
              + " with "
              + model.sha256()
              + "; learn them again from their examples",
          source);
    }
  }

  private static int examples(DataInputStream in, String source) throws IOException {
    int count = in.readInt();
    check(count >= 0 && count <= CustomClasses.MAX_EXAMPLES, count + " examples", source);
    return count;
  }

  private static float[] floats(DataInputStream in, long count, String source) throws IOException {
    requireBytes(in, count * Float.BYTES);
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
      check(Float.isFinite(values[i]), "the number " + values[i], source);
    }
    return values;
  }

  private static double[] doubles(DataInputStream in, int count, String source) throws IOException {
    requireBytes(in, (long) count * Double.BYTES);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readDouble();
      check(Double.isFinite(values[i]), "the number " + values[i], source);
    }
    return values;
  }

  /** Before memory is taken for them. */
  private static void requireBytes(DataInputStream in, long bytes) throws IOException {
    if (bytes > in.available()) {
      throw new EOFException();
    }
  }

  private static float[] sorted(float[] values, String source) {
    for (int i = 1; i < values.length; i++) {
      check(values[i] >= values[i - 1], "similarities that are not sorted", source);
    }
    return values;
  }

  private static void check(boolean rule, String what, String source) {
    if (!rule) {
      throw refusal("the custom classes are damaged: they have " + what, source);
    }
  }

  private static ModelFormatException refusal(String message, String source) {
    return new ModelFormatException(Reason.CUSTOM_CLASSES, message, source);
  }
}
