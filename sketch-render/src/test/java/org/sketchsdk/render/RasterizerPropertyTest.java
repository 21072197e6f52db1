package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class RasterizerPropertyTest {

  @Property(tries = 400, seed = "1")
  void rendersWhatTheReferenceDoes(
      @ForAll("drawings") Drawing drawing, @ForAll("options") RasterOptions options) {
    ReferenceComparison.assertAgree(
        Rasterizer.create(options).render(drawing), RasterizerReference.render(options, drawing));
  }

  @Property(tries = 400, seed = "2")
  void rendersPixelsAsTheReferenceDoes(
      @ForAll("pixels") Drawing drawing,
      @ForAll @IntRange(min = 28, max = 90) int size,
      @ForAll @IntRange(min = 0, max = 1 << 16) int pen) {
    float width = 1 + (size / 2f - 1) * pen / (1 << 16);
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults().withSizePx(size));

    ReferenceComparison.assertAgree(
        renderPixels(rasterizer, drawing, width),
        RasterizerReference.renderPixels(size, width, drawing));
  }

  @Property(tries = 300, seed = "3")
  void drawingItsPixelsIsDrawingIt(
      @ForAll("drawings") Drawing drawing, @ForAll("options") RasterOptions options) {
    Rasterizer rasterizer = Rasterizer.create(options);

    assertThat(renderPixels(rasterizer, rasterizer.toPixels(drawing), options.strokeWidthPx()))
        .isEqualTo(rasterizer.render(drawing));
  }

  @Property(tries = 300, seed = "4")
  void aTransposedDrawingIsTheTransposedRaster(
      @ForAll("drawings") Drawing drawing, @ForAll("options") RasterOptions options) {
    Rasterizer rasterizer = Rasterizer.create(options);
    Raster raster = rasterizer.render(drawing);
    Raster transposed = rasterizer.render(drawing.map(s -> Stroke.of(ys(s), xs(s))));

    int size = options.sizePx();
    byte[] expected = new byte[size * size];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) raster.ink(i / size, i % size);
    }
    assertThat(transposed).isEqualTo(Raster.of(size, size, expected));
  }

  /** Mirroring turns halves up into halves down, so it is exact only for points on the grid. */
  @Property(tries = 300, seed = "5")
  void aMirroredDrawingOnTheGridIsTheMirroredRaster(
      @ForAll("drawings") Drawing drawing, @ForAll("options") RasterOptions options) {
    Rasterizer rasterizer = Rasterizer.create(options);
    Drawing pixels = rasterizer.toPixels(drawing);
    int size = options.sizePx();
    Drawing mirrored =
        pixels.map(
            s -> {
              float[] x = xs(s);
              for (int i = 0; i < x.length; i++) {
                x[i] = size - x[i];
              }
              return Stroke.of(x, ys(s));
            });

    Raster raster = rasterizer.render(drawing);
    byte[] expected = new byte[size * size];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) raster.ink(size - 1 - i % size, i / size);
    }
    assertThat(renderPixels(rasterizer, mirrored, options.strokeWidthPx()))
        .isEqualTo(Raster.of(size, size, expected));
  }

  @Property(tries = 300, seed = "6")
  void aWiderPenIsNowhereFainter(
      @ForAll("drawings") Drawing drawing,
      @ForAll("options") RasterOptions options,
      @ForAll @IntRange(min = 1, max = 1000) int more) {
    float wider = Math.min(options.sizePx() / 2f, options.strokeWidthPx() * (1 + more / 1000f));
    Raster raster = Rasterizer.create(options).render(drawing);
    Raster bold = Rasterizer.create(options.withStrokeWidthPx(wider)).render(drawing);

    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        if (bold.ink(x, y) < raster.ink(x, y)) {
          assertThat(bold.ink(x, y)).as("pixel %d, %d", x, y).isEqualTo(raster.ink(x, y));
        }
      }
    }
  }

  @Property(tries = 200, seed = "7")
  void moreStrokesAreNowhereFainter(
      @ForAll("pixels") Drawing drawing, @ForAll("pixels") Drawing more) {
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults().withSizePx(64));
    Raster one = renderPixels(rasterizer, drawing, 3);
    Raster other = renderPixels(rasterizer, more, 3);
    Drawing together =
        Drawing.of(Stream.concat(drawing.strokes().stream(), more.strokes().stream()).toList());

    byte[] expected = new byte[64 * 64];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) Math.max(one.ink(i % 64, i / 64), other.ink(i % 64, i / 64));
    }
    assertThat(renderPixels(rasterizer, together, 3)).isEqualTo(Raster.of(64, 64, expected));
  }

  private static Raster renderPixels(Rasterizer rasterizer, Drawing drawing, float widthPx) {
    int size = rasterizer.options().sizePx();
    byte[] ink = new byte[size * size];
    rasterizer.renderPixelsTo(drawing, widthPx, ink, 0);
    return Raster.of(size, size, ink);
  }

  private static float[] xs(Stroke stroke) {
    float[] x = new float[stroke.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = stroke.x(i);
    }
    return x;
  }

  private static float[] ys(Stroke stroke) {
    float[] y = new float[stroke.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = stroke.y(i);
    }
    return y;
  }

  /** Any options; most rasters small, for the reference is slow. */
  @Provide
  Arbitrary<RasterOptions> options() {
    Arbitrary<Integer> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.integers().between(28, 72)),
            Tuple.of(2, Arbitraries.of(128)),
            Tuple.of(1, Arbitraries.integers().between(129, 512)));
    Arbitrary<Float> share = Arbitraries.floats().between(0, 1);
    return Combinators.combine(sizes, share, share)
        .as(
            (size, pen, margin) -> {
              float widthPx = Math.max(1, size / 2f * pen * pen);
              float marginPx = Math.min(size / 2f - 0.25f, size / 2f * margin * margin);
              return new RasterOptions(size, widthPx, marginPx);
            });
  }

  /** Drawings as in simplified files, with any fractions, of any magnitude. */
  @Provide
  Arbitrary<Drawing> drawings() {
    return Arbitraries.oneOf(
        drawingsOf(Arbitraries.integers().between(0, 255).map(Integer::floatValue)),
        drawingsOf(Arbitraries.integers().between(0, 12).map(Integer::floatValue)),
        drawingsOf(Arbitraries.floats().between(-10, 1000)),
        drawingsOf(Arbitraries.floats()));
  }

  /** Drawings in pixels, partly outside of the raster, some far outside, some on half pixels. */
  @Provide
  Arbitrary<Drawing> pixels() {
    return Arbitraries.oneOf(
        drawingsOf(Arbitraries.integers().between(-40, 240).map(i -> i / 2f)),
        drawingsOf(Arbitraries.floats().between(-30, 130)),
        drawingsOf(Arbitraries.floats().between(-50_000, 50_000)));
  }

  private static Arbitrary<Drawing> drawingsOf(Arbitrary<Float> coordinates) {
    Arbitrary<Stroke> strokes =
        coordinates
            .list()
            .ofMinSize(2)
            .ofMaxSize(16)
            .map(
                values -> {
                  float[] x = new float[values.size() / 2];
                  float[] y = new float[x.length];
                  for (int i = 0; i < x.length; i++) {
                    x[i] = values.get(2 * i);
                    y[i] = values.get(2 * i + 1);
                  }
                  return Stroke.of(x, y);
                });
    return strokes.list().ofMaxSize(4).map(Drawing::of);
  }
}
