package org.sketchsdk.render.image;

import static org.sketchsdk.render.image.Photos.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.testing.PhotoSimulator;
import org.sketchsdk.testing.Scene;

/**
 * Judges the extractor on simulated pictures of drawings: scores by scene, with contact sheets of
 * picture, extraction and truth.
 */
final class ExtractionReport {

  private ExtractionReport() {}

  /** One drawing of each file in turn, the next file's next one. */
  static List<Drawing> sample(Path folder, int count) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.sorted().toList();
    }
    List<Drawing> drawings = new ArrayList<>();
    double step = (double) files.size() / count;
    for (int i = 0; i < count; i++) {
      Path file = files.get((int) (i * step) % files.size());
      try (NdjsonReader reader = NdjsonReader.open(file)) {
        drawings.add(reader.records().skip(i % 20).findFirst().orElseThrow().drawing());
      }
    }
    return drawings;
  }

  /** Mean scores of a scene. */
  record Row(
      Scene scene,
      int drawings,
      double iou,
      double f,
      double distancePx,
      double poor,
      double naiveIou,
      double naiveF,
      double naiveDistancePx,
      double blank,
      double millis,
      Map<Diagnostic, Integer> diagnosed) {
    static final String HEADER =
        String.format(
            Locale.ROOT,
            "%-21s %5s %6s %6s %6s %6s | %6s %6s %6s | %6s | %6s  %s",
            "scene",
            "n",
            "IoU",
            "F1.5",
            "dist",
            "F<.9",
            "nIoU",
            "nF1.5",
            "ndist",
            "blank",
            "ms",
            "diagnostics in %");

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      diagnosed.forEach(
          (diagnostic, n) ->
              text.append(' ')
                  .append(diagnostic)
                  .append(' ')
                  .append(Math.round(100.0 * n / drawings)));
      return String.format(
          Locale.ROOT,
          "%-21s %5d %6.3f %6.3f %6.2f %6.3f | %6.3f %6.3f %6.2f | %6.2f | %6.1f %s",
          scene,
          drawings,
          iou,
          f,
          distancePx,
          poor,
          naiveIou,
          naiveF,
          naiveDistancePx,
          blank,
          millis,
          text);
    }
  }

  static Row measure(Scene scene, List<Drawing> drawings, Path sheets) throws IOException {
    RasterOptions options = RasterOptions.defaults();
    Rasterizer rasterizer = Rasterizer.create(options);
    InkExtractor extractor = InkExtractor.create(options);
    double[] sums = new double[7];
    Map<Diagnostic, Integer> diagnosed = new EnumMap<>(Diagnostic.class);
    double blank = 0;
    long nanos = 0;
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < drawings.size(); i++) {
      PhotoSimulator.Photo photo = PhotoSimulator.take(drawings.get(i), scene.settings(), i);
      long start = System.nanoTime();
      InkExtraction extraction = extractor.extract(picture(photo));
      nanos += System.nanoTime() - start;
      Raster truth = rasterizer.render(photo.drawing());
      Raster simple = NaiveExtractor.extract(picture(photo), options);
      RasterScores scores = RasterScores.of(extraction.raster(), truth);
      RasterScores naive = RasterScores.of(simple, truth);
      sums[0] += scores.iou();
      sums[1] += scores.f();
      sums[2] += scores.distancePx();
      sums[3] += scores.f() < 0.9 ? 1 : 0;
      sums[4] += naive.iou();
      sums[5] += naive.f();
      sums[6] += naive.distancePx();
      for (Diagnostic diagnostic : extraction.diagnostics()) {
        diagnosed.merge(diagnostic, 1, Integer::sum);
      }
      panels.add(new Panel(picture(photo), extraction.raster(), truth, scores.f()));
    }
    for (int i = 0; i < Math.max(1, drawings.size() / 3); i++) {
      PhotoSimulator.Photo photo = PhotoSimulator.take(Drawing.empty(), scene.settings(), i);
      InkExtraction extraction = extractor.extract(picture(photo));
      blank += extraction.has(Diagnostic.NO_INK) ? 1 : 0;
      if (sheets != null && !extraction.has(Diagnostic.NO_INK)) {
        Raster empty = rasterizer.render(Drawing.empty());
        panels.add(new Panel(picture(photo), extraction.raster(), empty, -1));
      }
    }
    if (sheets != null) {
      writeSheet(panels, sheets.resolve(scene + ".png"));
    }
    int n = drawings.size();
    return new Row(
        scene,
        n,
        sums[0] / n,
        sums[1] / n,
        sums[2] / n,
        sums[3] / n,
        sums[4] / n,
        sums[5] / n,
        sums[6] / n,
        blank / Math.max(1, n / 3),
        nanos / 1e6 / n,
        diagnosed);
  }

  private record Panel(Picture photo, Raster found, Raster truth, double f) {}

  /** The worst first, so that one looks at what goes wrong. */
  private static void writeSheet(List<Panel> panels, Path file) throws IOException {
    List<Panel> sorted = new ArrayList<>(panels);
    sorted.sort((a, b) -> Double.compare(a.f(), b.f()));
    int rows = Math.min(6, (sorted.size() + 2) / 3);
    int cell = 200;
    BufferedImage sheet =
        new BufferedImage(9 * cell + 40, rows * (cell + 8), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setColor(java.awt.Color.GRAY);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    g.setRenderingHint(
        java.awt.RenderingHints.KEY_INTERPOLATION,
        java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int k = 0; k < Math.min(sorted.size(), rows * 3); k++) {
      Panel panel = sorted.get(k);
      int x = k % 3 * (3 * cell + 20);
      int y = k / 3 * (cell + 8);
      g.drawImage(shrunk(panel.photo(), cell), x, y, null);
      g.drawImage(BufferedImages.toBufferedImage(panel.found()), x + cell, y, cell, cell, null);
      g.drawImage(BufferedImages.toBufferedImage(panel.truth()), x + 2 * cell, y, cell, cell, null);
      g.setColor(java.awt.Color.RED);
      g.drawString(String.format(Locale.ROOT, "%.3f", panel.f()), x + cell + 4, y + 14);
    }
    g.dispose();
    ImageIO.write(sheet, "png", file.toFile());
  }

  private static BufferedImage shrunk(Picture photo, int cell) {
    BufferedImage image = new BufferedImage(cell, cell, BufferedImage.TYPE_BYTE_GRAY);
    double step = Math.max(photo.width(), photo.height()) / (double) cell;
    for (int y = 0; y < cell; y++) {
      for (int x = 0; x < cell; x++) {
        int left = (int) (x * step);
        int top = (int) (y * step);
        int right = Math.max(left + 1, (int) ((x + 1) * step));
        int bottom = Math.max(top + 1, (int) ((y + 1) * step));
        long sum = 0;
        int n = 0;
        for (int v = top; v < Math.min(photo.height(), bottom); v++) {
          for (int u = left; u < Math.min(photo.width(), right); u++) {
            sum += photo.luminance(u, v);
            n++;
          }
        }
        image.getRaster().setSample(x, y, 0, n == 0 ? 128 : (int) (sum / n));
      }
    }
    return image;
  }
}
