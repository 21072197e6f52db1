package org.sketchsdk.infer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.internal.text.Texts;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;

/**
 * Reads and writes files of custom classes. A file is big-endian and has, in this order: the magic
 * number, the version, SHA-256 and name of the model, the size of its embedding, the labels, the
 * arrays of the head, the examples (since version 2), and the CRC-32 of all bytes before it.
 * Strings are as {@link DataOutputStream#writeUTF} has them.
 *
 * <p>An example is the index of its label, and its kind. A drawing has the number of its strokes,
 * and for each the number of its points, then x and y of each point. A raster has its width, its
 * height and its bytes.
 */
final class FewShotFile {
  static final int MAX_LABEL_CHARS = 1_000;

  private static final int MAGIC = 0x534b_4343; // SKCC
  private static final int VERSION = 2;
  private static final int FIRST_VERSION = 1; // without examples
  private static final int DRAWING = 0;
  private static final int RASTER = 1;

  private FewShotFile() {}

  /**
   * What a file holds.
   *
   * @param ofTheModel whether the classes were learned on the model at hand
   * @param model the name and the SHA-256 of the model that they were learned on
   * @param examples none in a file of version 1
   */
  record Content(
      boolean ofTheModel,
      String model,
      List<String> labels,
      FewShotHead head,
      List<Example> examples) {}

  static byte[] write(ModelInfo model, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    FewShotHead head = content.head();
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(model.sha256());
    out.writeUTF(model.name());
    out.writeInt(model.embeddingSize());
    out.writeInt(content.labels().size());
    for (String label : content.labels()) {
      out.writeUTF(label);
    }
    write(head.center(), out);
    write(head.weights(), out);
    write(head.means(), out);
    out.writeInt(head.similarities().length);
    write(head.similarities(), out);
    out.writeInt(head.knownScores().length);
    for (double score : head.knownScores()) {
      out.writeDouble(score);
    }
    out.writeInt(content.examples().size());
    for (Example example : content.examples()) {
      out.writeInt(content.labels().indexOf(example.label()));
      write(example, out);
    }
    CRC32 sum = new CRC32();
    sum.update(bytes.toByteArray());
    out.writeInt((int) sum.getValue());
    return bytes.toByteArray();
  }

  private static void write(Example example, DataOutputStream out) throws IOException {
    Drawing drawing = example.drawing();
    Raster raster = example.raster();
    if (drawing != null) {
      out.writeByte(DRAWING);
      out.writeInt(drawing.strokes().size());
      for (Stroke stroke : drawing.strokes()) {
        out.writeInt(stroke.size());
        for (int i = 0; i < stroke.size(); i++) {
          out.writeFloat(stroke.x(i));
          out.writeFloat(stroke.y(i));
        }
      }
    } else if (raster != null) {
      out.writeByte(RASTER);
      out.writeInt(raster.width());
      out.writeInt(raster.height());
      byte[] pixels = new byte[raster.width() * raster.height()];
      raster.copyTo(pixels, 0);
      out.write(pixels);
    }
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads a file. If it was learned on another model, the head of the content must not be used.
   *
   * @throws ModelFormatException if the file is damaged, or of a later version
   */
  static Content read(byte[] bytes, ModelInfo model, String source) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      if (in.readInt() != MAGIC) {
        throw refusal("these are no custom classes: the magic number is another one", source);
      }
      int version = in.readInt();
      if (version < FIRST_VERSION || version > VERSION) {
        throw refusal(
            "the custom classes are of version "
                + version
                + ", but this release reads versions "
                + FIRST_VERSION
                + " to "
                + VERSION,
            source);
      }
      checkSum(bytes, source);
      String sha256 = in.readUTF();
      String name = in.readUTF();
      boolean same = sha256.equals(model.sha256());
      int size = in.readInt();
      check(
          size > 0 && (!same || size == model.embeddingSize()), "an embedding of " + size, source);
      int count = in.readInt();
      check(count >= 1 && count <= CustomClasses.MAX_CLASSES, count + " classes", source);
      List<String> labels = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (int k = 0; k < count; k++) {
        String label = in.readUTF();
        boolean fits = !Texts.isBlank(label) && label.length() <= MAX_LABEL_CHARS;
        check(fits && seen.add(label), "the label \"" + label + '"', source);
        labels.add(label);
      }
      FewShotHead head =
          FewShotHead.of(
              floats(in, size, source),
              floats(in, count * (size + 1L), source),
              floats(in, (long) count * size, source),
              sorted(floats(in, examples(in, source), source), source),
              doubles(in, examples(in, source), source));
      boolean scored = head.knownScores().length > 0;
      check(!same || scored == model.knownScore().isPresent(), "no scores of the examples", source);
      List<Example> examples = new ArrayList<>();
      if (version > FIRST_VERSION) {
        Set<String> shown = new HashSet<>();
        for (int left = examples(in, source); left > 0; left--) {
          Example example = example(in, labels, model, same, source);
          examples.add(example);
          shown.add(example.label());
        }
        boolean all = examples.isEmpty() || shown.size() == labels.size();
        check(all, "a class without an example", source);
      }
      check(in.available() == Integer.BYTES, "bytes at its end", source);
      String learnedOn = "model " + name + " with the SHA-256 " + sha256;
      return new Content(same, learnedOn, List.copyOf(labels), head, List.copyOf(examples));
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

  private static Example example(
      DataInputStream in, List<String> labels, ModelInfo model, boolean same, String source)
      throws IOException {
    int index = in.readInt();
    check(index >= 0 && index < labels.size(), "an example of the class " + index, source);
    String label = labels.get(index);
    int kind = in.readByte();
    check(kind == DRAWING || kind == RASTER, "an example of the kind " + kind, source);
    if (kind == DRAWING) {
      return Example.of(label, drawing(in, source));
    }
    int width = in.readInt();
    int height = in.readInt();
    int sizePx = model.rasterOptions().sizePx();
    int max = same ? sizePx : RasterOptions.MAX_SIZE_PX;
    int min = same ? sizePx : 1;
    check(
        width >= min && width <= max && height >= min && height <= max,
        "a raster of " + width + " x " + height,
        source);
    requireBytes(in, (long) width * height);
    byte[] pixels = new byte[width * height];
    in.readFully(pixels);
    return Example.of(label, Raster.of(width, height, pixels));
  }

  private static Drawing drawing(DataInputStream in, String source) throws IOException {
    int strokes = in.readInt();
    int left = CustomClasses.MAX_EXAMPLE_POINTS;
    check(strokes >= 1 && strokes <= left, "a drawing of " + strokes + " strokes", source);
    List<Stroke> drawn = new ArrayList<>();
    for (int s = 0; s < strokes; s++) {
      int points = in.readInt();
      check(points >= 1 && points <= left, "a stroke of " + points + " points", source);
      left -= points;
      requireBytes(in, points * 2L * Float.BYTES);
      float[] x = new float[points];
      float[] y = new float[points];
      for (int i = 0; i < points; i++) {
        x[i] = in.readFloat();
        y[i] = in.readFloat();
        check(Float.isFinite(x[i]) && Float.isFinite(y[i]), "a point that is not finite", source);
      }
      drawn.add(Stroke.of(x, y));
    }
    return Drawing.of(drawn);
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

  /** Checks that the file has as many bytes, before memory is taken for them. */
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
