package org.sketchsdk.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.testing.PictureFiles;

/**
 * Damaged picture files of every format: each is read, or refused with an {@link
 * ImageFormatException}, in bounded processor time. The system property {@code sketch.mutations}
 * says how many files are tried, and {@code sketch.mutations.seed} which.
 */
class MutatedPicturesFuzzTest {
  private static final int MUTATIONS = Integer.getInteger("sketch.mutations", 2000);
  private static final long SEED = Long.getLong("sketch.mutations.seed", 1);

  // So many readable pictures for one that is read to the end: the drawing in it takes longer.
  private static final int EXTRACTED = 8;

  private static final long MOST_NANOS = 30_000_000_000L;

  @Test
  void everyFileIsReadOrRefused() throws IOException {
    List<byte[]> seeds = seeds();
    for (byte[] seed : seeds) {
      assertThat(BufferedImages.read(new ByteArrayInputStream(seed), "seed", 1_000_000).width())
          .isGreaterThan(30);
    }
    InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());
    SplittableRandom random = new SplittableRandom(SEED);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int read = 0;
    int refused = 0;
    long slowest = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] file = mutated(seeds.get(random.nextInt(seeds.size())), seeds, random);
      long start = threads.getCurrentThreadCpuTime();
      try {
        Picture picture =
            BufferedImages.read(new ByteArrayInputStream(file), "fuzz", BufferedImages.MAX_PIXELS);
        read++;
        if (read % EXTRACTED == 0) {
          InkExtraction extraction = extractor.extract(picture);
          assertThat(extraction.has(Diagnostic.NO_INK)).isEqualTo(extraction.drawing().isEmpty());
        }
      } catch (ImageFormatException e) {
        assertThat(e).hasMessageEndingWith(": fuzz");
        refused++;
      }
      long nanos = threads.getCurrentThreadCpuTime() - start;
      slowest = Math.max(slowest, nanos);
      assertThat(nanos).as("nanoseconds of mutation %d of seed %d", i, SEED).isLessThan(MOST_NANOS);
    }
    // Most mutations of pixels leave a picture, most of headers do not.
    assertThat(read).isGreaterThan(MUTATIONS / 20);
    assertThat(refused).isGreaterThan(MUTATIONS / 20);
    if (MUTATIONS > 10_000) {
      System.out.printf(
          "%d read, %d refused, the slowest in %d ms%n", read, refused, slowest / 1_000_000);
    }
  }

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    int[] types = {
      BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR
    };
    for (int size : new int[] {40, 97}) {
      for (int type : types) {
        BufferedImage image = new BufferedImage(size, size + 11, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, size, size + 11);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(3));
        graphics.drawOval(size / 5, size / 4, size / 2, size / 3);
        graphics.drawLine(4, 5, size - 6, size - 9);
        graphics.dispose();
        for (String format : PictureFiles.FORMATS) {
          seeds.add(PictureFiles.encode(image, format));
        }
      }
    }
    return seeds;
  }

  /** One to eight changes, more of them near the beginning, where headers are. */
  private static byte[] mutated(byte[] seed, List<byte[]> seeds, SplittableRandom random) {
    byte[] file = seed.clone();
    int changes = 1 + random.nextInt(8);
    for (int c = 0; c < changes && file.length > 1; c++) {
      int reach = random.nextInt(3) == 0 ? file.length : Math.min(file.length, 64);
      int at = random.nextInt(reach);
      switch (random.nextInt(9)) {
        case 0, 1, 2 -> file[at] = (byte) random.nextInt(256);
        case 3 -> file[at] ^= (byte) (1 << random.nextInt(8));
        case 4 -> file[at] = new byte[] {0, -1, 127, -128}[random.nextInt(4)];
        case 5 -> file = Arrays.copyOf(file, 1 + random.nextInt(file.length));
        case 6 -> {
          // A stretch twice, or left out.
          int length = 1 + random.nextInt(Math.min(200, file.length - at));
          byte[] tail =
              Arrays.copyOfRange(file, random.nextBoolean() ? at : at + length, file.length);
          byte[] longer = Arrays.copyOf(file, at + tail.length);
          System.arraycopy(tail, 0, longer, at, tail.length);
          file = longer;
        }
        case 7 -> {
          byte[] other = seeds.get(random.nextInt(seeds.size()));
          int length = 1 + random.nextInt(Math.min(64, Math.min(other.length, file.length - at)));
          System.arraycopy(other, random.nextInt(other.length - length + 1), file, at, length);
        }
        default -> {
          for (int k = at; k < Math.min(file.length, at + 4); k++) {
            file[k] = (byte) random.nextInt(256);
          }
        }
      }
    }
    return file;
  }
}
