package org.sketchsdk.core.ink;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.LeftOut;
import org.sketchsdk.core.internal.text.Faults;
import org.sketchsdk.core.internal.text.XmlDocument;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Drawings as arrays of NumPy in the formats of sketch-rnn: stroke-3 has dx, dy and whether the pen
 * is lifted behind the point; stroke-5 has dx, dy and one of the three states down, up and end. An
 * array of two dimensions is a drawing, one of three dimensions holds several; an .npz file holds
 * several arrays.
 */
final class StrokeArrays implements Documents {
  private static final long MAX_ARRAY_BYTES = 1 << 30; // an int counts them

  private final PushbackInputStream in;
  private final @Nullable ZipInputStream zip; // null: arrays one after the other
  private final @Nullable Tail tail; // of the zip archive
  private final String source;
  private final ReadOptions options;
  private final LeftOut leftOut;
  private @Nullable NpyHeader header; // null: the next array is not opened
  private long left; // drawings of the array
  private long number;
  private String place = "";
  private boolean ended;
  private long emptyStrokes;

  StrokeArrays(
      InputStream in, boolean zipped, String source, ReadOptions options, LeftOut leftOut) {
    this.tail = zipped ? new Tail(in) : null;
    this.zip = tail == null ? null : new ZipInputStream(tail);
    this.in = new PushbackInputStream(zip == null ? in : zip);
    this.source = source;
    this.options = options;
    this.leftOut = leftOut;
  }

  private DrawingFormatException malformed(String rule) {
    return new DrawingFormatException(rule + place, source, "drawing", number + 1, -1, -1, null);
  }

  @Override
  public @Nullable QuickDrawRecord read() throws IOException {
    try {
      while (!ended) {
        if (header == null && !open()) {
          ended = true;
        } else if (left == 0) {
          header = null;
          ended = zip == null && !moreFollows();
        } else {
          left--;
          return readDrawing(Objects.requireNonNull(header));
        }
      }
      return null;
    } catch (ZipException e) {
      ended = true;
      throw new DrawingFormatException(
          "the .npz file is corrupt: " + e.getMessage(), source, "drawing", number + 1, -1, -1, e);
    } catch (EOFException e) {
      ended = true;
      throw malformed("the .npz file is truncated");
    } catch (IllegalArgumentException e) { // a name that is not text
      ended = true;
      throw malformed("the .npz file is corrupt");
    }
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public long emptyStrokes() {
    return emptyStrokes;
  }

  /** Tells whether bytes follow an array, as where np.save was called again for the same file. */
  private boolean moreFollows() throws IOException {
    int next = in.read();
    if (next >= 0) {
      in.unread(next);
    }
    return next >= 0;
  }

  /** Opens the next array; false at the end. What cannot be read ends the array, not the file. */
  private boolean open() throws IOException {
    if (zip != null) {
      ZipEntry entry = zip.getNextEntry();
      if (entry == null) {
        if (tail != null && !tail.isComplete()) {
          throw new EOFException();
        }
        return false;
      }
      place = ", in array " + XmlDocument.shortened(entry.getName());
    }
    Faults faults = this::malformed;
    boolean usable = false;
    try {
      NpyHeader opened = NpyHeader.read(in, faults);
      long[] shape = opened.shape;
      int dimensions = shape.length;
      long width = dimensions == 0 ? 0 : shape[dimensions - 1];
      if (dimensions == 2 && width == 784) {
        throw faults.malformed("an array of 784 columns holds pictures of 28 x 28, not strokes");
      }
      if (dimensions < 2 || dimensions > 3 || (width != 3 && width != 5)) {
        throw faults.malformed(
            "an array must have the shape (points, 3) or (points, 5), or that of several drawings,"
                + " but has "
                + Arrays.toString(shape));
      }
      if (dimensions == 3 && opened.columnsFirst) {
        throw faults.malformed("an array of several drawings must not be in Fortran order");
      }
      long points = shape[dimensions - 2];
      if (points < 0 || (dimensions == 3 && shape[0] < 0)) {
        throw faults.malformed("the shape must not be negative: " + Arrays.toString(shape));
      }
      if (dimensions == 3 && points == 0) {
        // which would be any number of drawings in a file of some bytes
        throw faults.malformed(
            "drawings of an array must have points, but the shape is " + Arrays.toString(shape));
      }
      if (points > options.maxPoints()) {
        throw faults.exceeded("points in drawing", options.maxPoints(), "maxPoints");
      }
      if (points * width * opened.bytes > MAX_ARRAY_BYTES) {
        throw faults.malformed(
            "bytes of a drawing exceed the maximum allowed (" + MAX_ARRAY_BYTES + ")");
      }
      header = opened;
      left = dimensions == 3 ? shape[0] : 1;
      usable = true;
      return true;
    } finally {
      if (!usable) {
        number++;
        ended = zip == null;
      }
    }
  }

  private QuickDrawRecord readDrawing(NpyHeader array) throws IOException {
    int columns = (int) array.shape[array.shape.length - 1];
    int points = (int) array.shape[array.shape.length - 2];
    Faults faults = this::malformed;
    // Filled piece by piece, so that a file that ends early never costs the whole array.
    List<ByteBuffer> pieces = new ArrayList<>();
    int rowBytes = columns * array.bytes;
    int rowsAPiece = array.columnsFirst ? points : 4096;
    boolean complete = false;
    try {
      for (int row = 0; row < points; row += rowsAPiece) {
        byte[] bytes = new byte[Math.min(rowsAPiece, points - row) * rowBytes];
        NpyHeader.readFully(in, bytes, faults);
        pieces.add(ByteBuffer.wrap(bytes).order(array.order));
      }
      complete = true;
    } finally {
      if (!complete) {
        number++;
        ended = true;
      }
    }
    try {
      InkBuilder ink = new InkBuilder(options, faults, leftOut);
      double x = 0;
      double y = 0;
      boolean lifted = true;
      for (int row = 0; row < points; row++) {
        ByteBuffer piece = pieces.get(row / rowsAPiece);
        int at = row % rowsAPiece;
        double[] v = new double[columns];
        for (int c = 0; c < columns; c++) {
          v[c] = array.number(piece, array.columnsFirst ? c * points + at : at * columns + c);
        }
        if (columns == 5 && v[4] > 0.5) {
          break; // the end; what follows is padding
        }
        x += v[0];
        y += v[1];
        if (lifted) {
          ink.begin();
        }
        ink.add(x, y);
        lifted = columns == 5 ? v[3] > 0.5 : v[2] > 0.5;
      }
      ink.end();
      emptyStrokes = ink.emptyStrokes();
      return QuickDrawRecord.of(ink.build());
    } finally {
      number++;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Keeps the last bytes of an archive, where a complete one has its directory. */
  private static final class Tail extends FilterInputStream {
    private static final byte[] DIRECTORY_END = {'P', 'K', 5, 6};
    private final byte[] last = new byte[1 << 12];
    private int size;

    Tail(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count <= 0) {
        return count;
      }
      int kept = Math.min(count, last.length);
      int before = Math.min(size, last.length - kept);
      System.arraycopy(last, size - before, last, 0, before);
      System.arraycopy(target, offset + count - kept, last, before, kept);
      size = before + kept;
      return count;
    }

    /** Reads to the end, and tells whether the directory ends there. */
    boolean isComplete() throws IOException {
      byte[] rest = new byte[1 << 12];
      while (read(rest, 0, rest.length) > 0) {
        // to the end
      }
      for (int i = size - DIRECTORY_END.length; i >= 0; i--) {
        if (Arrays.equals(Arrays.copyOfRange(last, i, i + DIRECTORY_END.length), DIRECTORY_END)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
