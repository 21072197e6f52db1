package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.internal.text.HalfFloats;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

class StrokeArraysTest {
  private static final double[] STROKE3 = {1, 2, 0, 2, 2, 1, 5, 5, 0, 1, 0, 1};
  private static final double[] STROKE5 = {
    1, 2, 1, 0, 0, 2, 2, 0, 1, 0, 5, 5, 1, 0, 0, 1, 0, 0, 1, 0, 9, 9, 0, 0, 1, 9, 9, 0, 0, 1
  };
  private static final String EXPECTED = "1,2 3,4 / 8,9 9,9";

  /** Writes an array as NumPy does. */
  static byte[] npy(String type, boolean columnsFirst, String shape, double... values) {
    String header =
        "{'descr': '"
            + type
            + "', 'fortran_order': "
            + (columnsFirst ? "True" : "False")
            + ", 'shape': ("
            + shape
            + "), }";
    int padding = 63 - (10 + header.length()) % 64;
    header += " ".repeat(padding) + "\n";
    int size = type.charAt(type.length() - 1) - '0';
    ByteBuffer buffer = ByteBuffer.allocate(10 + header.length() + size * values.length);
    buffer.put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0);
    buffer.order(ByteOrder.LITTLE_ENDIAN).putShort((short) header.length());
    buffer.put(header.getBytes(ISO_8859_1));
    buffer.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (type.substring(1)) {
        case "i1", "u1" -> buffer.put((byte) value);
        case "i2", "u2" -> buffer.putShort((short) value);
        case "i4", "u4" -> buffer.putInt((int) value);
        case "i8", "u8" -> buffer.putLong((long) value);
        case "f2" -> buffer.putShort(half(value));
        case "f4" -> buffer.putFloat((float) value);
        default -> buffer.putDouble(value);
      }
    }
    return buffer.array();
  }

  private static short half(double value) {
    for (int bits = 0; bits < 0x7C00; bits++) {
      if (HalfFloats.toDouble((short) bits) == value) {
        return (short) bits;
      }
    }
    throw new AssertionError(value);
  }

  private static byte[] npz(byte[]... arrays) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < arrays.length; i++) {
        zip.putNextEntry(new ZipEntry("arr_" + i + ".npy"));
        zip.write(arrays[i]);
      }
    }
    return out.toByteArray();
  }

  private static List<String> texts(byte[] bytes) {
    return Drawings.records(bytes).stream().map(r -> Drawings.text(r.drawing())).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<i2", ">i2", "<i4", ">i4", "<i8", "|i1", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", ">f4",
        "<f8", ">f8"
      })
  void readsStroke3OfAnyType(String type) {
    assertThat(texts(npy(type, false, "4, 3", STROKE3))).containsExactly(EXPECTED);
  }

  @Test
  void readsStroke5UpToItsEnd() {
    assertThat(texts(npy("<f4", false, "6, 5", STROKE5))).containsExactly(EXPECTED);
  }

  @Test
  void readsFortranOrder() {
    double[] columns = {1, 2, 5, 1, 2, 2, 5, 0, 0, 1, 0, 1};

    assertThat(texts(npy("<i2", true, "4, 3", columns))).containsExactly(EXPECTED);
  }

  @Test
  void readsSeveralDrawings() throws IOException {
    double[] two = new double[24];
    System.arraycopy(STROKE3, 0, two, 0, 12);
    System.arraycopy(STROKE3, 0, two, 12, 12);

    assertThat(texts(npy("<i2", false, "2, 4, 3", two))).containsExactly(EXPECTED, EXPECTED);
    assertThat(texts(npz(npy("<i2", false, "4, 3", STROKE3), npy("<f4", false, "6, 5", STROKE5))))
        .containsExactly(EXPECTED, EXPECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "|O # 3, # holds a pickle, which can run code and is not read",
        "<U5 # 4, 3 # numbers must be integers or floats of 1 to 8 bytes, but are of type <U5",
        "<c8 # 4, 3 # numbers must be integers or floats",
        "<f4 # 4, 784 # an array of 784 columns holds pictures of 28 x 28, not strokes",
        "<f4 # 4, 2 # an array must have the shape (points, 3) or (points, 5)",
        "<f4 # 12, # an array must have the shape (points, 3) or (points, 5)",
        "<f4 # 99999999999, 3 # points in drawing (100001 or more) exceed the maximum allowed",
        "<f4 # -1, 3 # the shape must not be negative",
        "<f4 # 1000000000000, 0, 3 # drawings of an array must have points, but the shape is [",
        "<f4 # 1e3, 3 # the shape must be numbers",
        "<f4 # 100000, 3 # the file ends inside an array",
      })
  void saysWhatIsWrong(String type, String shape, String message) {
    byte[] bytes = npy("<f4", false, "4, 3", STROKE3);
    String text = new String(bytes, ISO_8859_1).replace("<f4", type).replace("4, 3", shape);
    int length = text.indexOf('\n') - 9;
    StringBuilder patched = new StringBuilder(text);
    patched.setCharAt(8, (char) (length & 0xFF));
    patched.setCharAt(9, (char) (length >> 8));

    assertThatThrownBy(() -> Drawings.records(patched.toString().getBytes(ISO_8859_1)))
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageContaining(message)
        .hasMessageEndingWith(": test drawing 1");
  }

  @Test
  void goesOnBehindAnArrayThatItCannotRead() throws IOException {
    byte[] bytes =
        npz(
            npy("<f4", false, "4, 2", 1, 2, 3, 4, 5, 6, 7, 8),
            npy("<i2", false, "4, 3", STROKE3),
            npy("<f8", false, "1, 3", Double.NaN, 1, 0),
            npy("<i2", false, "4, 3", STROKE3));
    List<String> errors = new ArrayList<>();
    ReadOptions options =
        ReadOptions.builder().reportMalformed(e -> errors.add(e.getMessage())).build();
    try (DrawingReader reader = Drawings.open(bytes, "a.npz", options)) {
      assertThat(reader.records().map(QuickDrawRecord::drawing).map(Drawings::text))
          .containsExactly(EXPECTED, EXPECTED);
    }
    assertThat(errors).hasSize(2);
    assertThat(errors.get(0)).contains(", in array arr_0.npy: a.npz drawing 1");
    assertThat(errors.get(1)).startsWith("coordinate (NaN) exceeds").contains("a.npz drawing 3");
  }

  @Test
  void aTruncatedArchiveIsAnError() throws IOException {
    byte[] bytes = npz(npy("<i2", false, "4, 3", STROKE3), npy("<i2", false, "4, 3", STROKE3));
    byte[] cut = java.util.Arrays.copyOf(bytes, 150);

    assertThatThrownBy(() -> Drawings.records(cut)).isInstanceOf(DrawingFormatException.class);
  }
}
