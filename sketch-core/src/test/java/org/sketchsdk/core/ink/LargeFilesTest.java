package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/**
 * Ten million points in one drawing: limits hold before much is allocated. And as many points as
 * {@code -Dsketch.largeFilePoints} says in many drawings: memory in use does not grow.
 */
class LargeFilesTest {
  private static final int POINTS = 10_000_000;
  private static final int POINTS_PER_DRAWING = 1_000;
  private static final int POINTS_IN_ALL = Integer.getInteger("sketch.largeFilePoints", 1_000_000);
  private static final long MAX_ALLOCATED = 256L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A text that is repeated, between two others; made as it is read. */
  private static final class Repeated extends InputStream {
    private final byte[] repeated;
    private final byte[] end;
    private byte[] part;
    private int position;
    private long left;
    private boolean ended;

    Repeated(byte[] start, byte[] repeated, long times, byte[] end) {
      // several at once, so that short ones are not slow
      int atOnce = 1;
      while (atOnce < 1_000 && times % (atOnce * 10L) == 0) {
        atOnce *= 10;
      }
      this.part = start;
      this.repeated = new byte[repeated.length * atOnce];
      for (int i = 0; i < this.repeated.length; i++) {
        this.repeated[i] = repeated[i % repeated.length];
      }
      this.left = times / atOnce;
      this.end = end;
    }

    @Override
    public int read() {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      while (position == part.length) {
        if (ended) {
          return -1;
        }
        ended = left == 0;
        part = left-- > 0 ? repeated : end;
        position = 0;
      }
      int count = Math.min(length, part.length - position);
      System.arraycopy(part, position, target, offset, count);
      position += count;
      return count;
    }
  }

  private static InputStream repeated(String start, String text, long times, String end) {
    return new Repeated(start.getBytes(UTF_8), text.getBytes(UTF_8), times, end.getBytes(UTF_8));
  }

  /** A file with one drawing. */
  private static InputStream oneDrawing(DrawingFormat format) {
    String arrays = "[[[";
    return switch (format) {
      case NDJSON -> repeated("{\"drawing\":" + arrays, "1,", POINTS, "1],[1]]]}\n");
      case JSON -> repeated("[{\"drawing\":" + arrays, "1,", POINTS, "1],[1]]]}]");
      case CSV -> repeated("word,drawing\ncat,\"" + arrays, "1,", POINTS, "1],[1]]]\"\n");
      case BINARY -> {
        byte[] head = new byte[17];
        ByteBuffer.wrap(head)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(8, (byte) 'G')
            .put(9, (byte) 'B')
            .put(10, (byte) 1)
            .putInt(11, 1_500_000_000)
            .putShort(15, (short) (POINTS / 50_000));
        byte[] stroke = new byte[2 + 2 * 50_000];
        stroke[0] = (byte) 0x50; // 50,000 is 0xC350
        stroke[1] = (byte) 0xC3;
        yield new Repeated(head, stroke, POINTS / 50_000, new byte[0]);
      }
      case SVG -> repeated("<svg><path stroke='red' d='M0 0", "h1", POINTS, "'/></svg>");
      case INKML -> repeated("<ink><trace>", "1 1,", POINTS, "1 1</trace></ink>");
      case EXCALIDRAW ->
          repeated(
              "{\"type\":\"excalidraw\",\"elements\":[{\"type\":\"line\",\"points\":[",
              "[1,1],",
              POINTS,
              "[1,1]]}]}");
      case TLDRAW ->
          repeated(
              "{\"tldrawFileFormatVersion\":1,\"records\":[{\"typeName\":\"shape\",\"type\":\"draw\","
                  + "\"props\":{\"segments\":[{\"points\":[",
              "{\"x\":1,\"y\":1},",
              POINTS,
              "{\"x\":1,\"y\":1}]}]}}]}");
      case POINTS -> repeated("[{\"x\":1,\"y\":1}", ",{\"x\":1,\"y\":1}", POINTS, "]");
      case STROKES -> {
        byte[] empty = StrokeArraysTest.npy("<i2", false, POINTS + ", 3");
        yield new Repeated(empty, new byte[6], POINTS, new byte[0]);
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void oneDrawingEndsAtTheLimit(DrawingFormat format) {
    long thread = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);

    assertThatThrownBy(
            () -> {
              try (DrawingReader reader = DrawingFiles.open(oneDrawing(format), "large")) {
                assertThat(reader.format()).isEqualTo(format);
                reader.next();
              }
            })
        .isInstanceOf(DrawingFormatException.class)
        .hasMessageContaining("xceed")
        .hasMessageContaining("see ReadOptions.max");
    assertThat(THREADS.getThreadAllocatedBytes(thread) - allocated).isLessThan(MAX_ALLOCATED);
  }

  /** A file with many drawings. */
  private static InputStream manyDrawings(DrawingFormat format) throws IOException {
    int drawings = POINTS_IN_ALL / POINTS_PER_DRAWING;
    String row = "[" + "7,".repeat(POINTS_PER_DRAWING - 1) + "7]";
    String drawing = "[[" + row + "," + row + "]]";
    return switch (format) {
      case NDJSON -> repeated("", "{\"drawing\":" + drawing + "}\n", drawings, "");
      case JSON -> {
        String record = "{\"drawing\":" + drawing + "}";
        yield repeated("[" + record, ",\n" + record, drawings - 1, "]");
      }
      case CSV -> repeated("drawing\n", "\"" + drawing + "\"\n", drawings, "");
      case BINARY -> {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(Arrays.copyOf(DrawingFilesTest.sample(DrawingFormat.BINARY), 17));
        record.write(new byte[] {(byte) POINTS_PER_DRAWING, (byte) (POINTS_PER_DRAWING >> 8)});
        record.write(new byte[2 * POINTS_PER_DRAWING]);
        yield new Repeated(new byte[0], record.toByteArray(), drawings, new byte[0]);
      }
      default -> {
        String shape = drawings + ", " + POINTS_PER_DRAWING + ", 3";
        byte[] empty = StrokeArraysTest.npy("<i2", false, shape);
        yield new Repeated(empty, new byte[6], POINTS_IN_ALL, new byte[0]);
      }
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"NDJSON", "JSON", "CSV", "BINARY", "STROKES"})
  void manyDrawingsAreReadOneByOne(DrawingFormat format) throws IOException {
    long points = 0;
    long before = usedHeap();
    long most = 0;
    try (DrawingReader reader = DrawingFiles.open(manyDrawings(format), "large")) {
      assertThat(reader.format()).isEqualTo(format);
      for (QuickDrawRecord record; (record = reader.next()) != null; ) {
        points += record.drawing().pointCount();
        if (reader.number() % (POINTS_IN_ALL / POINTS_PER_DRAWING / 2) == 0) {
          most = Math.max(most, usedHeap());
        }
      }
      assertThat(reader.stats().returned()).isEqualTo(POINTS_IN_ALL / POINTS_PER_DRAWING);
    }
    assertThat(points).isEqualTo(POINTS_IN_ALL);
    assertThat(most - before).as("bytes in use").isLessThan(32 << 20);
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
