package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of a table with a column of drawings into lines of NDJSON, a line for each row
 * behind the first. Values may be quoted and may then contain separators and line feeds.
 */
final class CsvLines extends InputStream {
  private static final Set<String> FIELDS =
      Set.of("word", "countrycode", "timestamp", "recognized", "key_id");
  private static final int MAX_COLUMNS = 1_000;

  /** The first row of a table. */
  record Header(List<String> columns, char separator) {
    /** Reads a first row; null if it has no column of drawings. */
    static @Nullable Header parse(String line) {
      for (char separator : new char[] {',', ';', '\t'}) {
        String[] columns = line.split(String.valueOf(separator), MAX_COLUMNS);
        boolean drawing = false;
        for (int i = 0; i < columns.length; i++) {
          columns[i] = columns[i].replace("\"", "").trim().toLowerCase(Locale.ROOT);
          drawing |= columns[i].equals("drawing");
        }
        if (drawing) {
          return new Header(List.of(columns), separator);
        }
      }
      return null;
    }
  }

  private final InputStream in;
  private final int maxLineBytes;
  private final byte[] buffer = new byte[1 << 15];
  private int position;
  private int limit;
  private @Nullable Header header;
  private final Bytes cell = new Bytes();
  private final Bytes line = new Bytes();
  private int outputPosition; // in the line
  private long tooLong; // bytes of a line that stands for a row beyond the limit

  /** Bytes that are added one by one, without the lock of a ByteArrayOutputStream. */
  private static final class Bytes {
    private byte[] array = new byte[1 << 10];
    private int size;

    void write(int b) {
      if (size == array.length) {
        array = Arrays.copyOf(array, 2 * size);
      }
      array[size++] = (byte) b;
    }
  }

  CsvLines(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (outputPosition == line.size && tooLong == 0) {
      if (!nextRow()) {
        return -1;
      }
    }
    if (tooLong > 0) {
      int count = (int) Math.min(length, tooLong);
      Arrays.fill(target, offset, offset + count, (byte) 'x');
      tooLong -= count;
      if (tooLong == 0) {
        target[offset + count - 1] = '\n';
      }
      return count;
    }
    int count = Math.min(length, line.size - outputPosition);
    System.arraycopy(line.array, outputPosition, target, offset, count);
    outputPosition += count;
    return count;
  }

  /** Reads rows until one gives a line; false at the end. */
  private boolean nextRow() throws IOException {
    if (header == null) {
      header = readHeader();
    }
    int b = readByte();
    while (b == '\n' || b == '\r') {
      b = readByte();
    }
    line.size = 0;
    outputPosition = 0;
    if (b < 0) {
      return false;
    }
    line.write('{');
    long bytes = 0;
    int column = 0;
    boolean first = true;
    boolean ended = false;
    while (!ended) {
      // A cell.
      cell.size = 0;
      boolean quoted = b == '"';
      b = quoted ? readByte() : b;
      while (true) {
        if (b < 0) {
          ended = true;
          break;
        }
        if (quoted && b == '"') {
          b = readByte();
          if (b != '"') { // else a quote that is part of the value
            quoted = false;
            continue;
          }
        } else if (!quoted && (b == header.separator || b == '\n' || b == '\r')) {
          ended = b != header.separator;
          break;
        }
        if (++bytes <= maxLineBytes) {
          cell.write(b);
        }
        b = readByte();
      }
      if (column < header.columns.size() && bytes <= maxLineBytes) {
        first &= !write(header.columns.get(column), first);
      }
      column++;
      b = ended ? b : readByte();
    }
    if (bytes > maxLineBytes) {
      line.size = 0;
      tooLong = maxLineBytes + 2L;
      return true;
    }
    line.write('}');
    line.write('\n');
    return true;
  }

  private Header readHeader() throws IOException {
    StringBuilder text = new StringBuilder();
    int b = readByte();
    while (b >= 0 && b != '\n' && text.length() < FormatDetector.HEAD_BYTES) {
      text.append((char) b);
      b = readByte();
    }
    Header parsed = Header.parse(text.toString().replace("\u00EF\u00BB\u00BF", "").trim());
    return parsed == null ? new Header(List.of(), ',') : parsed;
  }

  /** Writes the cell as a field; false if it is of no use. */
  private boolean write(String column, boolean first) {
    boolean drawing = column.equals("drawing");
    if (!drawing && (!FIELDS.contains(column) || isMissing(cell))) {
      return false;
    }
    if (!first) {
      line.write(',');
    }
    line.write('"');
    byte[] name = column.getBytes(US_ASCII);
    for (byte b : name) {
      line.write(b);
    }
    line.write('"');
    line.write(':');
    if (drawing) {
      for (int i = 0; i < cell.size; i++) {
        byte b = cell.array[i];
        line.write(b == '\n' || b == '\r' ? ' ' : b);
      }
      if (cell.size == 0) {
        line.write('0'); // which the rule about drawings refuses
      }
    } else {
      line.write('"');
      for (int i = 0; i < cell.size; i++) {
        byte b = cell.array[i];
        if (b == '"' || b == '\\') {
          line.write('\\');
        }
        line.write(b >= 0 && b < ' ' ? ' ' : b);
      }
      line.write('"');
    }
    return true;
  }

  private static boolean isMissing(Bytes value) {
    if (value.size == 0) {
      return true;
    }
    String text = new String(value.array, 0, Math.min(value.size, 5), US_ASCII);
    return value.size <= 4 && Set.of("None", "nan", "NaN", "NA", "null", "NULL").contains(text);
  }

  private int readByte() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[position++] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
