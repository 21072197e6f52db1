package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The seeds of {@link DrawingFilesFuzzTest} with seeded damage, see {@link HostileFile}. The build
 * reads some; {@code mvn test -pl sketch-core -Dtest=MutatedFilesTest
 * -Dsketch.mutatedFiles=1000000} reads more of each format and prints the results. {@code
 * -Dsketch.mutationSeed} sets other damage, {@code -Dsketch.mutatedFormat=SVG} reads one format.
 */
class MutatedFilesTest {
  private static final int FILES = Integer.getInteger("sketch.mutatedFiles", 400);
  private static final long SEED = Long.getLong("sketch.mutationSeed", 1);
  private static final String ONLY = System.getProperty("sketch.mutatedFormat", "");
  private static final int MOST_BYTES = 20_000;

  private static final String[] FRAGMENTS = {
    "<",
    ">",
    "</",
    "/>",
    "&",
    ";",
    "\"",
    "'",
    "=",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    ",",
    ":",
    "\\",
    "null",
    "true",
    "NaN",
    "Infinity",
    "-",
    "+",
    ".",
    "e",
    "#",
    "*",
    "!",
    "?",
    "%",
    "1e999",
    "-1e-999",
    "1e38",
    "1e300",
    "00",
    "0.",
    "-0",
    "99999999999",
    "123456789012345678901234567890",
    " ",
    "\t",
    "\r\n",
    "\n",
    "\0",
    "\u007f",
    "\u00e4",
    "\ud83d\udc31",
    "\\ud800",
    "\uFEFF",
    "&#0;",
    "&#xD800;",
    "&lt;",
    "M0 0",
    "Z",
    "A1 1 0 1 1",
    "C",
    "h1".repeat(50),
    "id=\"a\"",
    "href=\"#a\"",
    "transform=\"scale(1e300)\"",
    "<g>",
    "<use href=\"#a\"/>",
    "<g>".repeat(40),
    "[".repeat(70),
    "{\"a\":".repeat(70),
    "\"points\":",
    "\"x\":",
    "\"y\":",
    "\"strokes\":",
    "\"drawing\":",
    "\"type\":",
    "\"elements\":",
    "\"records\":",
    "\"parentId\":",
    "'descr':",
    "(",
    ")",
    "'shape': (",
    "1000000000000",
    "'|O'",
    "'<f8'",
    "-1",
    "2147483648",
  };

  private static final String[] NUMBERS = {
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "99",
    "255",
    "256",
    "1000",
    "65536",
    "999999",
    "1000001",
    "1e3",
    "0.5",
    "-1",
    "-0",
    "1e-9",
    "1e30",
    "1e39",
    "1e999",
    "NaN",
    "",
    " ",
    "1,1",
    "2147483648",
  };

  static List<byte[]> seeds(DrawingFormat format) throws IOException {
    URL folder =
        MutatedFilesTest.class.getResource(
            "DrawingFilesFuzzTestInputs/" + format.name().toLowerCase(Locale.ROOT));
    assertThat(folder).as(format.name()).isNotNull();
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
    seeds.add(DrawingFilesTest.sample(format));
    return seeds;
  }

  @ParameterizedTest
  @EnumSource
  void everyMutatedFileIsReadOrReported(DrawingFormat format) throws IOException {
    if (!ONLY.isEmpty() && !ONLY.equals(format.name())) {
      return;
    }
    List<byte[]> seeds = seeds(format);
    SplittableRandom random = new SplittableRandom(SEED * 31 + format.name().hashCode());
    long start = System.nanoTime();
    long withDrawings = 0;
    long withErrors = 0;
    long mostNanos = 0;
    long mostAllocated = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = mutated(seeds, random);
      HostileFile.Outcome outcome;
      try {
        outcome = HostileFile.check(bytes, random.nextBoolean() ? "file" : "a." + format);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        Path kept = Files.createTempFile("mutated-" + format.name().toLowerCase(Locale.ROOT), "");
        Files.write(kept, bytes);
        throw new AssertionError("file " + i + " of " + format + ", see " + kept, e);
      }
      withDrawings += outcome.drawings() > 0 ? 1 : 0;
      withErrors += outcome.errors() > 0 ? 1 : 0;
      mostNanos = Math.max(mostNanos, outcome.nanos());
      mostAllocated = Math.max(mostAllocated, outcome.allocated());
    }
    assertThat(withDrawings).isGreaterThan(FILES / 20);
    assertThat(withErrors).isGreaterThan(FILES / 5);
    System.out.printf(
        Locale.ROOT,
        "%s: %,d mutated files, seed %d, in %.1f s: %,d with drawings, %,d with errors;"
            + " most processor time of a file %.0f ms, most allocated %.1f MB%n",
        format,
        FILES,
        SEED,
        (System.nanoTime() - start) / 1e9,
        withDrawings,
        withErrors,
        mostNanos / 1e6,
        mostAllocated / 1e6);
  }

  private static byte[] mutated(List<byte[]> seeds, SplittableRandom random) {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    int count = 1 + random.nextInt(random.nextInt(8) == 0 ? 12 : 3);
    for (int i = 0; i < count && bytes.length < MOST_BYTES; i++) {
      bytes = mutate(bytes, seeds, random);
    }
    return bytes;
  }

  private static byte[] mutate(byte[] bytes, List<byte[]> seeds, SplittableRandom random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(8)));
    return switch (random.nextInt(12)) {
      case 0 -> { // one bit
        if (at < bytes.length) {
          bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield bytes;
      }
      case 1 -> { // any byte
        if (at < bytes.length) {
          bytes[at] = (byte) random.nextInt(256);
        }
        yield bytes;
      }
      case 2 -> spliced(bytes, at, end, new byte[0]);
      case 3 -> spliced(bytes, at, at, fragment(random));
      case 4 -> spliced(bytes, at, end, fragment(random));
      case 5 -> { // a part again, several times
        byte[] part = Arrays.copyOfRange(bytes, at, end);
        byte[] repeated = new byte[part.length * (1 + random.nextInt(20))];
        for (int i = 0; i < repeated.length; i++) {
          repeated[i] = part[i % part.length];
        }
        yield spliced(bytes, at, at, repeated);
      }
      case 6 -> Arrays.copyOf(bytes, at);
      case 7, 8, 9, 10 -> otherNumber(bytes, at, random); // which leaves the structure as it is
      default -> { // a part of another seed
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length);
        int to = Math.min(other.length, from + 1 + random.nextInt(200));
        yield spliced(bytes, at, at, Arrays.copyOfRange(other, from, to));
      }
    };
  }

  /** Replaces a number of a text. */
  private static byte[] otherNumber(byte[] bytes, int at, SplittableRandom random) {
    int from = at;
    while (from < bytes.length && !isDigit(bytes[from])) {
      from++;
    }
    int to = from;
    while (to < bytes.length && isDigit(bytes[to])) {
      to++;
    }
    String number = NUMBERS[random.nextInt(NUMBERS.length)];
    return spliced(bytes, from, to, number.getBytes(UTF_8));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static byte[] fragment(SplittableRandom random) {
    return FRAGMENTS[random.nextInt(FRAGMENTS.length)].getBytes(UTF_8);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] part) {
    byte[] result = new byte[bytes.length - (to - from) + part.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(part, 0, result, from, part.length);
    System.arraycopy(bytes, to, result, from + part.length, bytes.length - to);
    return result;
  }
}
