package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sketchsdk.core.internal.text.Faults;
import org.sketchsdk.core.internal.text.HalfFloats;
import org.sketchsdk.core.internal.text.XmlDocument;

/** The head of an array in the format of NumPy, which says its type and shape. */
final class NpyHeader {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER_BYTES = 65_536;
  private static final Pattern TYPE =
      Pattern.compile("'descr'\\s*:\\s*(?:'([^']{1,20})'|\\[)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]{0,200})\\)");

  /** How a number is stored. */
  enum Kind {
    INTEGER,
    UNSIGNED,
    FLOAT
  }

  final Kind kind;
  final int bytes; // of a number
  final ByteOrder order;
  final boolean columnsFirst;
  final long[] shape;

  private NpyHeader(Kind kind, int bytes, ByteOrder order, boolean columnsFirst, long[] shape) {
    this.kind = kind;
    this.bytes = bytes;
    this.order = order;
    this.columnsFirst = columnsFirst;
    this.shape = shape;
  }

  /** Reads a head from its magic bytes on. */
  static NpyHeader read(InputStream in, Faults faults) throws IOException {
    byte[] start = new byte[8];
    readFully(in, start, faults);
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) {
        throw faults.malformed("an array of NumPy must start with \\x93NUMPY");
      }
    }
    byte[] size = new byte[start[6] == 1 ? 2 : 4];
    readFully(in, size, faults);
    ByteBuffer sizes = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
    long length = size.length == 2 ? sizes.getShort() & 0xFFFF : sizes.getInt() & 0xFFFF_FFFFL;
    if (length > MAX_HEADER_BYTES) {
      throw faults.malformed(
          "bytes of the head ("
              + length
              + ") exceed the maximum allowed ("
              + MAX_HEADER_BYTES
              + ")");
    }
    byte[] text = new byte[(int) length];
    readFully(in, text, faults);
    return parse(new String(text, ISO_8859_1), faults);
  }

  private static NpyHeader parse(String text, Faults faults) {
    Matcher type = TYPE.matcher(text);
    Matcher fortran = FORTRAN.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !fortran.find() || !shape.find()) {
      throw faults.malformed("the head of an array must have descr, fortran_order and shape");
    }
    String name = type.group(1) == null ? "a structure" : type.group(1);
    if (name.contains("O")) {
      throw faults.malformed(
          "an array of Python objects holds a pickle, which can run code and is not read; in Python"
              + " write plain arrays first: d = np.load(\"in.npz\", allow_pickle=True,"
              + " encoding=\"latin1\"); np.savez(\"out.npz\", *d[\"test\"])");
    }
    Matcher parts = Pattern.compile("([<>|=]?)([iuf])([1248])").matcher(name);
    if (!parts.matches() || (parts.group(2).equals("f") && parts.group(3).equals("1"))) {
      throw faults.malformed(
          "numbers must be integers or floats of 1 to 8 bytes, but are of type "
              + XmlDocument.shortened(name));
    }
    List<Long> sides = new ArrayList<>();
    for (String side : shape.group(1).split(",", 20)) {
      String digits = side.trim();
      if (!digits.isEmpty()) {
        try {
          sides.add(Long.parseLong(digits));
        } catch (NumberFormatException e) {
          throw faults.malformed(
              "the shape must be numbers, but has " + XmlDocument.shortened(digits));
        }
      }
    }
    return new NpyHeader(
        switch (parts.group(2)) {
          case "i" -> Kind.INTEGER;
          case "u" -> Kind.UNSIGNED;
          default -> Kind.FLOAT;
        },
        Integer.parseInt(parts.group(3)),
        parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        fortran.group(1).equals("True"),
        sides.stream().mapToLong(Long::longValue).toArray());
  }

  /** Returns the number at an index of a buffer of this order. */
  double number(ByteBuffer buffer, int index) {
    int at = index * bytes;
    return switch (kind) {
      case FLOAT ->
          switch (bytes) {
            case 2 -> HalfFloats.toDouble(buffer.getShort(at));
            case 4 -> buffer.getFloat(at);
            default -> buffer.getDouble(at);
          };
      case INTEGER ->
          switch (bytes) {
            case 1 -> buffer.get(at);
            case 2 -> buffer.getShort(at);
            case 4 -> buffer.getInt(at);
            default -> buffer.getLong(at);
          };
      case UNSIGNED ->
          switch (bytes) {
            case 1 -> buffer.get(at) & 0xFF;
            case 2 -> buffer.getShort(at) & 0xFFFF;
            case 4 -> buffer.getInt(at) & 0xFFFF_FFFFL;
            default -> {
              long value = buffer.getLong(at);
              yield value >= 0 ? value : value + 0x1p64;
            }
          };
    };
  }

  static void readFully(InputStream in, byte[] target, Faults faults) throws IOException {
    int position = 0;
    while (position < target.length) {
      int count = in.read(target, position, target.length - position);
      if (count <= 0) {
        throw faults.malformed("the file ends inside an array");
      }
      position += count;
    }
  }
}
