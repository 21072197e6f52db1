package org.sketchsdk.infer.internal.onnxfile;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one protobuf message, in the encoding that <a
 * href="https://protobuf.dev/programming-guides/encoding/">protobuf.dev</a> describes. Copies
 * nothing but strings. Not thread-safe.
 */
final class ProtobufReader {
  /** The bytes break the encoding's rules. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean truncated;

    MalformedException(String message, boolean truncated) {
      super(message);
      this.truncated = truncated;
    }

    /** Whether a field of the outermost message reaches beyond the last byte. */
    boolean truncated() {
      return truncated;
    }
  }

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  private final ByteBuffer bytes; // read by index only
  private final int end;
  private final @Nullable String message; // null: the outermost
  private int position;
  private int field;
  private int wireType;

  /** Starts with the outermost message. */
  ProtobufReader(ByteBuffer bytes) {
    this(bytes, 0, bytes.limit(), null);
  }

  private ProtobufReader(ByteBuffer bytes, int start, int end, @Nullable String message) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.message = message;
  }

  /**
   * Goes to the next field. Its value is then read, or skipped, by exactly one of the other
   * methods.
   *
   * @return false at the end of the message
   */
  boolean next() throws MalformedException {
    if (position == end) {
      return false;
    }
    int start = position;
    long tag = rawVarint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (tag >>> 32 != 0 || field == 0) {
      throw new MalformedException(
          "there is no field number " + (tag >>> 3) + at(start), /* truncated= */ false);
    }
    return true;
  }

  int field() {
    return field;
  }

  int wireType() {
    return wireType;
  }

  long varint() throws MalformedException {
    expect(VARINT);
    return rawVarint();
  }

  /**
   * Adds the numbers in this field, one or a packed run of them, to a list.
   *
   * @param max the list's largest size
   */
  void varints(List<Long> to, int max) throws MalformedException {
    int limit = position;
    if (wireType == LENGTH) {
      int length = length();
      limit = position + length;
    } else {
      expect(VARINT);
    }
    do {
      if (to.size() == max) {
        throw new MalformedException(
            "field " + field + " has more than " + max + " numbers" + at(position),
            /* truncated= */ false);
      }
      if (position < limit || wireType == VARINT) {
        to.add(rawVarint());
      }
    } while (position < limit);
    if (wireType == LENGTH && position != limit) {
      throw new MalformedException(
          "field " + field + " ends within a number" + at(position), /* truncated= */ false);
    }
  }

  /** Returns a copy of the bytes in this field. */
  byte[] copy() throws MalformedException {
    expect(LENGTH);
    int length = length();
    byte[] copy = new byte[length];
    view(length).get(copy);
    position += length;
    return copy;
  }

  String string() throws MalformedException {
    expect(LENGTH);
    int start = position;
    int length = length();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(view(length)).toString();
      position += length;
      return text;
    } catch (CharacterCodingException e) {
      throw new MalformedException(
          "field " + field + " is not UTF-8" + at(start), /* truncated= */ false);
    }
  }

  /** Returns a reader of the message in this field and goes past it. */
  ProtobufReader message(String name) throws MalformedException {
    expect(LENGTH);
    int length = length();
    int start = position;
    position += length;
    return new ProtobufReader(bytes, start, position, name);
  }

  void skip() throws MalformedException {
    switch (wireType) {
      case VARINT -> rawVarint();
      case FIXED64 -> advance(8);
      case LENGTH -> {
        int length = length();
        position += length;
      }
      case FIXED32 -> advance(4);
      default ->
          throw new MalformedException(
              "field " + field + " has the unknown wire type " + wireType + at(position),
              /* truncated= */ false);
    }
  }

  private void expect(int expected) throws MalformedException {
    if (wireType != expected) {
      throw new MalformedException(
          "field " + field + " has wire type " + wireType + ", not " + expected + at(position),
          /* truncated= */ false);
    }
  }

  private int length() throws MalformedException {
    int start = position;
    long length = rawVarint();
    if (length < 0 || length > end - position) {
      throw tooShort(Long.toUnsignedString(length), start);
    }
    return (int) length;
  }

  private void advance(int count) throws MalformedException {
    if (count > end - position) {
      throw tooShort(Integer.toString(count), position);
    }
    position += count;
  }

  private long rawVarint() throws MalformedException {
    int start = position;
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position == end) {
        throw tooShort("more", start);
      }
      byte b = bytes.get(position++);
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedException(
        "a number has more than 10 bytes" + at(start), /* truncated= */ false);
  }

  /** Returns the next bytes, which {@link #length} has checked. */
  private ByteBuffer view(int length) {
    ByteBuffer view = bytes.duplicate();
    // Older versions of Android have these methods in Buffer alone.
    Buffer range = view;
    range.limit(position + length);
    range.position(position);
    return view;
  }

  private MalformedException tooShort(String needed, int start) {
    return new MalformedException(
        "field "
            + field
            + " needs "
            + needed
            + " bytes, but only "
            + (end - position)
            + " are left"
            + at(start),
        message == null);
  }

  private String at(int offset) {
    return (message == null ? "" : " in the " + message) + " at byte " + offset;
  }
}
