package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class RenderBenchmarkTest {
  private final RenderBenchmark benchmark = new RenderBenchmark();

  @BeforeEach
  void prepare() {
    benchmark.prepare(List.of(OwnDrawings.house(), OwnDrawings.cat()));
  }

  @AfterEach
  void close() {
    benchmark.close();
  }

  @Test
  void loadsDrawings() throws IOException {
    RenderBenchmark loaded = new RenderBenchmark();
    loaded.oneIn = 1000;
    loaded.load();

    byte[] first = loaded.rasterizer().clone();
    assertThat(loaded.rasterizer()).isNotEqualTo(first);
    loaded.close();
  }

  @Test
  void theRasterizerDrawsOneDrawingAfterTheOther() {
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());

    assertThat(raster(benchmark.rasterizer())).isEqualTo(rasterizer.render(OwnDrawings.cat()));
    assertThat(raster(benchmark.rasterizer())).isEqualTo(rasterizer.render(OwnDrawings.house()));
  }

  @Test
  void java2dDrawsTheSame() {
    byte[] cat = benchmark.rasterizer().clone();
    byte[] house = benchmark.rasterizer().clone();

    assertThat(overlap(cat, benchmark.java2d())).isGreaterThan(0.9);
    assertThat(overlap(house, benchmark.java2d())).isGreaterThan(0.9);
  }

  @Test
  void openCvDrawsTheSameButWider() {
    try {
      Loader.load(opencv_imgproc.class);
    } catch (UnsatisfiedLinkError e) {
      Assumptions.abort("no native OpenCV library for " + Loader.getPlatform() + ": " + e);
    }
    byte[] cat = benchmark.rasterizer().clone();
    byte[] house = benchmark.rasterizer().clone();
    byte[] theirs = new byte[128 * 128];

    benchmark.openCvAntiAliased().data().get(theirs);
    assertThat(overlap(cat, theirs)).isBetween(0.6, 0.95);
    benchmark.openCvTwoColors().data().get(theirs);
    assertThat(overlap(house, theirs)).isBetween(0.6, 0.95);
  }

  @Test
  void theBaselineTakesTheNextDrawing() {
    assertThat(benchmark.baseline()).isEqualTo(OwnDrawings.cat());
    assertThat(benchmark.baseline()).isEqualTo(OwnDrawings.house());
  }

  @Test
  void loadsTheDrawingsOfAFile(@TempDir Path folder) throws IOException {
    RenderBenchmark loaded = new RenderBenchmark();
    loaded.file = OwnDrawings.write(folder.resolve("own.ndjson")).toString();
    loaded.oneIn = 1;
    loaded.load();

    assertThat(List.of(loaded.baseline(), loaded.baseline()))
        .containsExactlyInAnyOrder(OwnDrawings.cat(), OwnDrawings.house());
    loaded.close();
  }

  private static Raster raster(byte[] ink) {
    return Raster.of(128, 128, ink);
  }

  @Test
  void renderToAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Rasterizer rasterizer = Rasterizer.create(RasterOptions.defaults());
    byte[] dst = new byte[128 * 128];
    List<Drawing> drawings = Drawings.synthetic().subList(0, 42);
    List<Drawing> pixels = drawings.stream().map(rasterizer::toPixels).toList();
    long before = 0;
    for (int round = -1; round < 100; round++) {
      if (round == 0) {
        before = threads.getCurrentThreadAllocatedBytes(); // classes are loaded now
      }
      for (int i = 0; i < drawings.size(); i++) {
        rasterizer.renderTo(drawings.get(i), dst, 0);
        rasterizer.renderPixelsTo(pixels.get(i), 5, dst, 0);
      }
    }

    // 8,400 calls: even one byte each would show
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8_400);
  }

  /** Common ink over all ink, at half strength and more. */
  private static double overlap(byte[] one, byte[] other) {
    int both = 0;
    int any = 0;
    for (int i = 0; i < one.length; i++) {
      boolean a = (one[i] & 0xff) >= 128;
      boolean b = (other[i] & 0xff) >= 128;
      both += a && b ? 1 : 0;
      any += a || b ? 1 : 0;
    }
    return (double) both / any;
  }
}
