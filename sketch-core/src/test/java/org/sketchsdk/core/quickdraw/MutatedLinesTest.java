package org.sketchsdk.core.quickdraw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Well-formed lines with seeded damage, as one endless stream: every line is returned or reported
 * as a {@link DrawingFormatException} with its number, in bounded memory and time. The build reads
 * some; {@code mvn test -pl sketch-core -Dtest=MutatedLinesTest -Dsketch.mutatedLines=10000000}
 * reads more and prints what it found.
 */
class MutatedLinesTest {
  private static final long LINES = Long.getLong("sketch.mutatedLines", 20_000);
  private static final long SEED = Long.getLong("sketch.mutationSeed", 1);

  private static final String[] VALID = {
    "{\"word\":\"kite\",\"countrycode\":\"GB\",\"timestamp\":\"2017-03-01 20:41:36.70725 UTC\","
        + "\"recognized\":true,\"key_id\":\"5201136883597312\",\"drawing\":[[[0,10,255],[5,7,9]],"
        + "[[1,2],[3,4]]]}",
    "{\"word\":\"cup\",\"key_id\":\"18446744073709551615\",\"drawing\":[[[414.48199,-3.5,1e2],"
        + "[0.25,17,3],[0,16,32.5]],[[959],[285],[117]]],\"recognized\":false}",
    "{\"drawing\":[[[12, 34, 56, 78, 123456789], [1, 2, 3, 4, 5]], [[], []]], \"x\": {\"y\": "
        + "[true, null, \"\\u00e4\\n\"]}}",
    "{\"word\":\"K\u00e4tzchen\",\"drawing\":[]}",
  };
  private static final String[] FRAGMENTS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "[[",
    "]]",
    "]],[[",
    "\"drawing\":[",
    "null",
    "NaN",
    "-",
    "1e999",
    "-1e-999",
    "0.",
    "00",
    "99999999999",
    "123456789012345678901234567890",
    " ",
    "\t",
    "\r",
    "\n",
    "\0",
    "\u007f",
    "\u00e4",
    "\ud83d\udc31",
    "\\ud800",
    "\uFEFF",
    "\"word\":\"",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "1,2,3,4,5,6,7,8,9,"
  };

  @Test
  void everyMutatedLineIsReturnedOrReported() throws IOException {
    Mutator in = new Mutator(LINES);
    long[] reported = new long[1];
    long[] lastLine = new long[1];
    ReadOptions options =
        ReadOptions.builder()
            .maxLineBytes(2_000)
            .maxPoints(1_000)
            .reportMalformed(
                e -> {
                  assertThat(e.line()).isGreaterThan(lastLine[0]);
                  lastLine[0] = e.line();
                  reported[0]++;
                })
            .build();
    long start = System.nanoTime();
    long returned = 0;
    long longestNanos = 0;
    ReadStats stats;
    try (NdjsonReader reader = NdjsonReader.of(in, "mutated", options)) {
      long before = start;
      while (reader.next() != null) {
        returned++;
        long now = System.nanoTime();
        longestNanos = Math.max(longestNanos, now - before);
        before = now;
      }
      stats = reader.stats();
    }

    assertThat(in.lineFeeds).isGreaterThanOrEqualTo(LINES);
    assertThat(stats.lines()).isEqualTo(in.lineFeeds);
    assertThat(stats.returned()).isEqualTo(returned).isGreaterThan(LINES / 20);
    assertThat(stats.malformed()).isEqualTo(reported[0]).isGreaterThan(LINES / 4);
    assertThat(stats.filtered()).isZero();
    System.out.printf(
        Locale.ROOT,
        "%,d mutated lines, %,d bytes, seed %d: %,d returned, %,d malformed, %,d blank; %.1f s,"
            + " longest time between records %.1f ms, heap in use at most %d MiB%n",
        stats.lines(),
        in.bytes,
        SEED,
        stats.returned(),
        stats.malformed(),
        stats.blank(),
        (System.nanoTime() - start) / 1e9,
        longestNanos / 1e6,
        in.mostHeapBytes >> 20);
  }

  @Test
  void scanningMakesNoDifferenceToMutatedLines() throws IOException {
    byte[] bytes = new Mutator(5_000).readAllBytes();
    ReadOptions options = ReadOptions.builder().maxLineBytes(2_000).maxPoints(1_000).build();

    assertThat(Reading.ofNdjson(bytes, Integer.MAX_VALUE, options))
        .isEqualTo(Reading.ofNdjsonByJackson(bytes, options));
  }

  /** Mutated lines; the first is not, so that what follows is not taken for a binary file. */
  private static final class Mutator extends InputStream {
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final byte[][] valid = new byte[VALID.length][];
    private final byte[][] fragments = new byte[FRAGMENTS.length][];
    private boolean first = true;
    private long linesLeft;
    private byte[] line = new byte[1 << 14];
    private int position;
    private int length;
    long lineFeeds;
    long bytes;
    long mostHeapBytes;

    Mutator(long lines) {
      linesLeft = lines;
      for (int i = 0; i < VALID.length; i++) {
        valid[i] = VALID[i].getBytes(UTF_8);
      }
      for (int i = 0; i < FRAGMENTS.length; i++) {
        fragments[i] = FRAGMENTS[i].getBytes(UTF_8);
      }
    }

    @Override
    public int read() {
      throw new AssertionError("the reader asks for more than a byte at a time");
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      if (position == length) {
        if (linesLeft == 0) {
          return -1;
        }
        nextLine();
      }
      int step = Math.min(count, length - position);
      System.arraycopy(line, position, target, offset, step);
      position += step;
      bytes += step;
      return step;
    }

    private void nextLine() {
      byte[] source = valid[random.nextInt(valid.length)];
      System.arraycopy(source, 0, line, 0, source.length);
      length = source.length;
      int mutations = first ? 0 : 1 + random.nextInt(2);
      for (int i = 0; i < mutations; i++) {
        mutate();
      }
      line[length++] = '\n';
      position = 0;
      first = false;
      linesLeft--;
      if (linesLeft % 10_000 == 0) {
        Runtime runtime = Runtime.getRuntime();
        mostHeapBytes = Math.max(mostHeapBytes, runtime.totalMemory() - runtime.freeMemory());
      }
      for (int i = 0; i < length; i++) {
        if (line[i] == '\n') {
          lineFeeds++;
        }
      }
    }

    private void mutate() {
      int at = random.nextInt(length + 1);
      switch (random.nextInt(6)) {
        case 0 -> replace(at, Math.min(1, length - at), new byte[] {(byte) random.nextInt(256)}, 1);
        case 1 -> replace(at, Math.min(random.nextInt(20), length - at), new byte[0], 0);
        case 2 -> replace(at, 0, fragments[random.nextInt(fragments.length)], -1);
        case 3 -> { // another digit
          while (at < length && (line[at] < '0' || line[at] > '9')) {
            at++;
          }
          replace(at, Math.min(1, length - at), digit(), 1);
        }
        case 4 -> { // repeat a part
          byte[] part = new byte[Math.min(random.nextInt(60), length - at)];
          System.arraycopy(line, at, part, 0, part.length);
          for (int i = random.nextInt(8); i >= 0 && length < 6_000; i--) {
            replace(at, 0, part, part.length);
          }
        }
        default -> { // flip a bit
          if (at < length) {
            line[at] ^= (byte) (1 << random.nextInt(8));
          }
        }
      }
    }

    private byte[] digit() {
      return new byte[] {(byte) ('0' + random.nextInt(10))};
    }

    private void replace(int at, int removed, byte[] inserted, int insertedLength) {
      int count = insertedLength < 0 ? inserted.length : insertedLength;
      System.arraycopy(line, at + removed, line, at + count, length - at - removed);
      System.arraycopy(inserted, 0, line, at, count);
      length += count - removed;
    }
  }
}
