package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sketchsdk.render.Raster;

class MorphologyPropertyTest {
  private static final SeededRandom UNUSED = SeededRandom.of(0);

  @Provide
  Arbitrary<Raster> rasters() {
    Arbitrary<Integer> sides = Arbitraries.integers().between(1, 24);
    Arbitrary<Integer> levels = Arbitraries.of(2, 5, 256);
    return Combinators.combine(sides, sides, levels, Arbitraries.longs())
        .as(
            (width, height, gray, seed) -> {
              SeededRandom random = SeededRandom.of(seed);
              byte[] ink = new byte[width * height];
              for (int i = 0; i < ink.length; i++) {
                ink[i] = (byte) (random.nextInt(gray) * 255 / (gray - 1));
              }
              return Raster.of(width, height, ink);
            });
  }

  @Provide
  Arbitrary<Double> radii() {
    return Arbitraries.of(0.0, 0.5, 1.0, 1.42, 2.0, 2.3, 3.0, 5.0);
  }

  private static Raster dilate(Raster raster, double radiusPx) {
    return Augmentations.dilate(radiusPx).apply(raster, UNUSED);
  }

  private static Raster erode(Raster raster, double radiusPx) {
    return Augmentations.erode(radiusPx).apply(raster, UNUSED);
  }

  private static byte[] ink(Raster raster) {
    byte[] ink = new byte[raster.width() * raster.height()];
    raster.copyTo(ink, 0);
    return ink;
  }

  private static Raster complement(Raster raster) {
    byte[] ink = ink(raster);
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (byte) ~ink[i];
    }
    return Raster.of(raster.width(), raster.height(), ink);
  }

  private static void assertNowhereDarker(Raster light, Raster dark) {
    for (int y = 0; y < light.height(); y++) {
      for (int x = 0; x < light.width(); x++) {
        assertThat(light.ink(x, y)).isLessThanOrEqualTo(dark.ink(x, y));
      }
    }
  }

  private static Raster dilateReference(Raster raster, double radiusPx) {
    byte[] ink = new byte[raster.width() * raster.height()];
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        int most = 0;
        for (int v = 0; v < raster.height(); v++) {
          for (int u = 0; u < raster.width(); u++) {
            int dx = u - x;
            int dy = v - y;
            if (dx * dx + dy * dy <= radiusPx * radiusPx) {
              most = Math.max(most, raster.ink(u, v));
            }
          }
        }
        ink[y * raster.width() + x] = (byte) most;
      }
    }
    return Raster.of(raster.width(), raster.height(), ink);
  }

  @Property(tries = 150)
  void dilationIsTheMostInkInTheDisc(
      @ForAll("rasters") Raster raster, @ForAll("radii") double radiusPx) {
    assertThat(dilate(raster, radiusPx)).isEqualTo(dilateReference(raster, radiusPx));
  }

  @Property(tries = 300)
  void erosionIsDilationWithInkAndPaperExchanged(
      @ForAll("rasters") Raster raster, @ForAll("radii") double radiusPx) {
    assertThat(erode(raster, radiusPx)).isEqualTo(complement(dilate(complement(raster), radiusPx)));
  }

  @Property(tries = 300)
  void moreInkGivesMoreInk(
      @ForAll("rasters") Raster raster, @ForAll("radii") double radiusPx, @ForAll long seed) {
    SeededRandom random = SeededRandom.of(seed);
    byte[] darker = ink(raster);
    for (int i = 0; i < darker.length; i++) {
      int paper = 255 - (darker[i] & 0xff);
      darker[i] += (byte) random.nextInt(paper + 1);
    }
    Raster dark = Raster.of(raster.width(), raster.height(), darker);

    assertNowhereDarker(raster, dark);
    assertNowhereDarker(dilate(raster, radiusPx), dilate(dark, radiusPx));
    assertNowhereDarker(erode(raster, radiusPx), erode(dark, radiusPx));
  }

  @Property(tries = 300)
  void dilationOnlyAddsAndErosionOnlyTakes(
      @ForAll("rasters") Raster raster, @ForAll("radii") double radiusPx) {
    assertNowhereDarker(raster, dilate(raster, radiusPx));
    assertNowhereDarker(erode(raster, radiusPx), raster);
    // closing and opening
    assertNowhereDarker(raster, erode(dilate(raster, radiusPx), radiusPx));
    assertNowhereDarker(dilate(erode(raster, radiusPx), radiusPx), raster);
  }

  @Property(tries = 100)
  void aLargerDiscDoesMore(@ForAll("rasters") Raster raster, @ForAll("radii") double radiusPx) {
    assertNowhereDarker(dilate(raster, radiusPx), dilate(raster, radiusPx + 1));
    assertNowhereDarker(erode(raster, radiusPx + 1), erode(raster, radiusPx));
  }
}
