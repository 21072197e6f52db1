package org.sketchsdk.render.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.render.RasterOptions;

/** On paper, frames around a drawing are set aside, and drawings that are frames stay. */
class FramesTest {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 600;
  private static final double PEN_PX = 5;

  private final InkExtractor extractor = InkExtractor.create(RasterOptions.defaults());

  enum Frame {
    RECTANGLE(closed(130, 60, 690, 50, 700, 540, 120, 530)),
    LEANING(closed(150, 40, 700, 85, 670, 560, 115, 520)),
    ROUNDED(oval(400, 300, 290, 250, 4)),
    OVAL(oval(400, 300, 330, 265, 2)),
    ONE_SQUARE_CORNER(
        closed(
            150, 60, 420, 60, 560, 90, 630, 190, 640, 300, 610, 440, 520, 530, 380, 550, 150, 540)),
    TWO_LINES(
        closed(110, 50, 690, 50, 690, 550, 110, 550), closed(128, 68, 672, 68, 672, 532, 128, 532)),
    LEFT_OPEN(new double[] {160, 50, 690, 55, 685, 545, 120, 550, 125, 70});

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to the arrays
    private final List<double[]> lines;

    Frame(double[]... lines) {
      this.lines = List.of(lines);
    }
  }

  enum Box {
    SQUARE(closed(150, 50, 650, 50, 650, 550, 150, 550)),
    HOUSE(
        closed(150, 250, 400, 40, 650, 250, 650, 560, 150, 560),
        new double[] {340, 560, 340, 420, 430, 420, 430, 560},
        closed(220, 320, 290, 320, 290, 390, 220, 390),
        closed(510, 320, 580, 320, 580, 390, 510, 390)),
    DOOR(closed(190, 30, 610, 30, 610, 570, 190, 570), oval(560, 310, 18, 18, 2)),
    ENVELOPE(closed(90, 90, 710, 90, 710, 510, 90, 510), new double[] {90, 90, 400, 330, 710, 90}),
    TELEVISION(
        closed(90, 60, 710, 60, 710, 540, 90, 540),
        closed(135, 105, 600, 105, 600, 495, 135, 495),
        oval(655, 160, 20, 20, 2),
        oval(655, 240, 20, 20, 2)),
    FACE(
        oval(400, 300, 260, 260, 2),
        oval(310, 230, 30, 30, 2),
        oval(490, 230, 30, 30, 2),
        new double[] {300, 390, 350, 430, 400, 440, 450, 430, 500, 390}),
    CLOCK(clock());

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to the arrays
    private final List<double[]> lines;

    Box(double[]... lines) {
      this.lines = List.of(lines);
    }
  }

  @ParameterizedTest
  @EnumSource
  void framesAreSetAside(Frame frame) {
    List<double[]> lines = new ArrayList<>(frame.lines);
    // A house in two parts that do not touch.
    lines.add(closed(300, 270, 480, 270, 480, 410, 300, 410));
    lines.add(new double[] {285, 258, 390, 180, 495, 258});
    InkExtraction found = extractor.extract(photo(lines));
    // Two lines close together may pass for the edge of a sheet.
    assertThat(found.leftOut())
        .anyMatch(
            piece ->
                piece.kind() == LeftOut.Kind.FRAME
                    || (frame == Frame.TWO_LINES && piece.kind() == LeftOut.Kind.SURROUNDINGS));
    assertThat(found.leftOut()).noneMatch(piece -> piece.kind() == LeftOut.Kind.OTHER_DRAWING);
    assertBounds(found, 285, 180, 495, 410);
  }

  @ParameterizedTest
  @EnumSource
  void drawingsThatAreFramesStay(Box box) {
    List<double[]> lines = box.lines;
    InkExtraction found = extractor.extract(photo(lines));
    double[] outline = lines.get(0);
    double[] x = new double[outline.length / 2];
    double[] y = new double[outline.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = outline[2 * i];
      y[i] = outline[2 * i + 1];
    }
    assertThat(found.leftOut()).noneMatch(piece -> piece.kind() == LeftOut.Kind.FRAME);
    assertBounds(
        found,
        Arrays.stream(x).min().orElseThrow(),
        Arrays.stream(y).min().orElseThrow(),
        Arrays.stream(x).max().orElseThrow(),
        Arrays.stream(y).max().orElseThrow());
  }

  private static void assertBounds(
      InkExtraction found, double left, double top, double right, double bottom) {
    Bounds bounds = found.bounds().orElseThrow();
    double[] corners = {bounds.minX(), bounds.minY(), bounds.maxX(), bounds.maxY()};
    double[] wanted = {left, top, right, bottom};
    for (int k = 0; k < 4; k++) {
      assertThat(Math.abs(corners[k] - wanted[k])).as("side %d of %s", k, bounds).isLessThan(12);
    }
  }

  private static double[] closed(double... xy) {
    double[] all = Arrays.copyOf(xy, xy.length + 2);
    all[xy.length] = xy[0];
    all[xy.length + 1] = xy[1];
    return all;
  }

  private static double[][] clock() {
    List<double[]> lines = new ArrayList<>();
    lines.add(oval(400, 300, 260, 260, 2));
    lines.add(new double[] {400, 170, 400, 300, 490, 340});
    for (int k = 0; k < 12; k++) {
      double x = StrictMath.cos(k * StrictMath.PI / 6);
      double y = StrictMath.sin(k * StrictMath.PI / 6);
      lines.add(new double[] {400 + 190 * x, 300 + 190 * y, 400 + 220 * x, 300 + 220 * y});
    }
    return lines.toArray(new double[0][]);
  }

  /** An ellipse for the power 2; the higher, the closer to a rectangle. */
  private static double[] oval(double x, double y, double rx, double ry, double power) {
    double[] xy = new double[2 * 73];
    for (int i = 0; i <= 72; i++) {
      double c = StrictMath.cos(i * StrictMath.PI / 36);
      double s = StrictMath.sin(i * StrictMath.PI / 36);
      double sum = StrictMath.pow(Math.abs(c), power) + StrictMath.pow(Math.abs(s), power);
      double norm = StrictMath.pow(sum, -1 / power);
      xy[2 * i] = x + rx * c * norm;
      xy[2 * i + 1] = y + ry * s * norm;
    }
    return xy;
  }

  /** Lines on paper, with grain, under light that falls off. */
  private static Picture photo(List<double[]> lines) {
    double[] ink = new double[WIDTH * HEIGHT];
    for (double[] line : lines) {
      for (int i = 2; i < line.length; i += 2) {
        draw(ink, line[i - 2], line[i - 1], line[i], line[i + 1]);
      }
    }
    Random random = new Random(5);
    int[] argb = new int[ink.length];
    for (int i = 0; i < argb.length; i++) {
      double light = 232 - 50.0 * (i % WIDTH) / WIDTH + random.nextGaussian() * 3;
      int value = (int) Math.max(0, Math.min(255, light * (1 - 0.8 * ink[i])));
      argb[i] = 0xff000000 | (value * 0x010101);
    }
    return Picture.ofArgb(WIDTH, HEIGHT, argb);
  }

  private static void draw(double[] ink, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double square = Math.max(1e-9, dx * dx + dy * dy);
    int reach = (int) PEN_PX;
    for (int y = (int) Math.min(ay, by) - reach; y <= Math.max(ay, by) + reach; y++) {
      for (int x = (int) Math.min(ax, bx) - reach; x <= Math.max(ax, bx) + reach; x++) {
        double t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
        double away = Math.hypot(x - ax - t * dx, y - ay - t * dy);
        double cover = Math.max(0, Math.min(1, PEN_PX / 2 + 0.5 - away));
        ink[y * WIDTH + x] = Math.max(ink[y * WIDTH + x], cover);
      }
    }
  }
}
