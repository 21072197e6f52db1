package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.core.quickdraw.ReadStats;

/**
 * Reads bytes of any kind and checks what must hold for all of them: only {@link
 * DrawingFormatException} is thrown, the limits of the options hold, the counts add up, and time
 * and memory are bounded.
 */
final class HostileFile {
  private static final ReadOptions TIGHT =
      ReadOptions.builder()
          .maxLineBytes(300)
          .maxDocumentBytes(2_000)
          .maxStrokes(4)
          .maxPoints(20)
          .maxAbsCoordinate(1_000)
          .build();

  /** Far above what any file of some kilobytes needs, and far below what would be an attack. */
  private static final long MAX_NANOS = 3_000_000_000L;

  private static final long MAX_ALLOCATED = 256L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The result of one reading. */
  record Outcome(int drawings, int errors, long nanos, long allocated) {}

  private HostileFile() {}

  /** Reads with the default options and with tight ones; returns the result of the first. */
  static Outcome check(byte[] bytes, String name) {
    Outcome outcome = read(bytes, name, ReadOptions.defaults());
    read(bytes, name, TIGHT);
    return outcome;
  }

  private static Outcome read(byte[] bytes, String name, ReadOptions options) {
    long thread = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long nanos = THREADS.getCurrentThreadCpuTime();
    int drawings = 0;
    int errors = 0;
    try (DrawingReader reader = Drawings.open(bytes, name, options)) {
      DrawingFormatException last = null;
      boolean ended = false;
      while (!ended) {
        try {
          QuickDrawRecord record = reader.next();
          ended = record == null;
          if (record != null) {
            drawings++;
            checkLimits(record.drawing(), options);
          }
        } catch (DrawingFormatException e) {
          errors++;
          checkMessage(e, bytes);
          ended = e == last; // the file has ended, and each call says why
          last = e;
        }
        assertThat(drawings + errors).as("no end").isLessThan(bytes.length + 100);
      }
      checkCounts(reader.stats(), drawings, errors, last);
    } catch (DrawingFormatException e) { // the format is unknown
      errors++;
      checkMessage(e, bytes);
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can be read", e);
    }
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    allocated = THREADS.getThreadAllocatedBytes(thread) - allocated;
    assertThat(nanos).as("processor time in ns").isLessThan(MAX_NANOS);
    assertThat(allocated).as("allocated bytes").isLessThan(MAX_ALLOCATED);
    return new Outcome(drawings, errors, nanos, allocated);
  }

  private static void checkMessage(DrawingFormatException e, byte[] bytes) {
    assertThat(e.getMessage()).isNotBlank().doesNotStartWith("null").hasSizeLessThan(2_000);
    if (!new String(bytes, ISO_8859_1).contains(": null")) { // which a message may quote
      assertThat(e.getMessage()).doesNotContain(": null:");
    }
  }

  private static void checkLimits(Drawing drawing, ReadOptions options) {
    List<Stroke> strokes = drawing.strokes();
    assertThat(strokes.size()).isLessThanOrEqualTo(options.maxStrokes());
    int points = 0;
    float most = options.maxAbsCoordinate();
    for (Stroke stroke : strokes) {
      points += stroke.size();
      for (int i = 0; i < stroke.size(); i++) {
        boolean inRange = Math.abs(stroke.x(i)) <= most && Math.abs(stroke.y(i)) <= most;
        if (!inRange) {
          throw new AssertionError(stroke.x(i) + ", " + stroke.y(i) + " is out of range");
        }
      }
    }
    assertThat(points).isLessThanOrEqualTo(options.maxPoints());
  }

  private static void checkCounts(
      ReadStats stats, int drawings, int errors, @Nullable DrawingFormatException last) {
    assertThat(stats.returned()).isEqualTo(drawings);
    assertThat(stats.filtered()).isZero();
    // what ends the file is thrown twice here, and counts as a record or not
    assertThat(stats.malformed()).isBetween((long) errors - 2, (long) errors);
    assertThat(last != null || stats.malformed() == 0).isTrue();
  }
}
