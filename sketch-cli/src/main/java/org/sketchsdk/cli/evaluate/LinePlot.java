package org.sketchsdk.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** A plot of lines over a common axis, as inline SVG. */
final class LinePlot {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 260;
  private static final int LEFT = 56;
  private static final int RIGHT = 24;
  private static final int TOP = 12;
  private static final int BOTTOM = 42;
  private static final int TICKS = 5;

  /**
   * A point.
   *
   * @param low lower end of its interval, or y
   * @param high upper end of its interval, or y
   */
  record Point(double x, double y, double low, double high) {
    static Point of(double x, double y) {
      return new Point(x, y, y, y);
    }

    boolean isFinite() {
      return Double.isFinite(x) && Double.isFinite(y);
    }
  }

  /** A line; the first has the color of the class s1, the second of s2. */
  private record Series(String name, List<Point> points) {}

  private final String title;
  private final String xName;
  private final String yName;
  private final DoubleFunction<String> xFormat;
  private final DoubleFunction<String> yFormat;
  private final List<Series> series = new ArrayList<>();

  LinePlot(
      String title,
      String xName,
      DoubleFunction<String> xFormat,
      String yName,
      DoubleFunction<String> yFormat) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
    this.xFormat = xFormat;
    this.yFormat = yFormat;
  }

  /** Adds a line; points that are not finite are left out. */
  LinePlot add(String name, List<Point> points) {
    series.add(new Series(name, points.stream().filter(Point::isFinite).toList()));
    return this;
  }

  void writeTo(Markup page) {
    List<Point> all = series.stream().flatMap(each -> each.points().stream()).toList();
    if (all.isEmpty()) {
      page.raw("<p>no finite value</p>");
      return;
    }
    double xLow = all.stream().mapToDouble(Point::x).min().orElseThrow();
    double xHigh = all.stream().mapToDouble(Point::x).max().orElseThrow();
    double yLow = all.stream().mapToDouble(Point::low).min().orElseThrow();
    double yHigh = all.stream().mapToDouble(Point::high).max().orElseThrow();
    double[] xTicks = ticks(xLow, xHigh);
    double[] yTicks = ticks(yLow, yHigh);
    xLow = Math.min(xLow, xTicks[0]);
    xHigh = Math.max(xHigh, xTicks[xTicks.length - 1]);
    yLow = Math.min(yLow, yTicks[0]);
    yHigh = Math.max(yHigh, yTicks[yTicks.length - 1]);
    Scale x = new Scale(xLow, xHigh, LEFT, WIDTH - RIGHT);
    Scale y = new Scale(yLow, yHigh, HEIGHT - BOTTOM, TOP);
    page.add("<figure><figcaption>%s</figcaption>", title);
    page.add("<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT);
    page.add("<title>%s</title>", title);
    for (double tick : yTicks) {
      page.add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT, WIDTH - RIGHT, y.at(tick), y.at(tick));
      page.add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, y.at(tick) + 4, yFormat.apply(tick));
    }
    for (double tick : xTicks) {
      page.add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x.at(tick), HEIGHT - BOTTOM + 16, xFormat.apply(tick));
    }
    page.add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, xName);
    for (int i = 0; i < series.size(); i++) {
      writeSeries(page, series.get(i), i + 1, x, y);
    }
    page.raw("</svg>");
    page.raw("<p class=\"legend\">");
    for (int i = 0; i < series.size(); i++) {
      page.add("<span><i class=\"s%d\"></i>%s</span>", i + 1, series.get(i).name());
    }
    page.raw("</p></figure>");
  }

  private void writeSeries(Markup page, Series line, int number, Scale x, Scale y) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.at(point.x()), y.at(point.y())));
    }
    page.add("<g class=\"s%d\">", number);
    page.add("<polyline points=\"%s\"/>", path.toString().strip());
    for (Point point : line.points()) {
      if (point.high() > point.low()) {
        page.add(
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
            x.at(point.x()), x.at(point.x()), y.at(point.low()), y.at(point.high()));
      }
      page.add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s %s: %s %s</title></circle>",
          x.at(point.x()),
          y.at(point.y()),
          xName,
          xFormat.apply(point.x()),
          line.name(),
          yFormat.apply(point.y()) + (yName.isEmpty() ? "" : " " + yName));
    }
    page.raw("</g>");
  }

  /** From numbers to places. */
  private record Scale(double low, double high, double from, double to) {
    double at(double value) {
      return high > low ? from + (value - low) / (high - low) * (to - from) : (from + to) / 2;
    }
  }

  /** Round numbers from the one at or below the low end to the one at or above the high end. */
  static double[] ticks(double low, double high) {
    double span = high > low ? high - low : Math.max(Math.abs(low), 1e-3);
    int exponent = -12;
    while (span / decimal("1", exponent + 1) > TICKS) {
      exponent++;
    }
    double step = decimal("1", exponent + 1);
    for (String factor : new String[] {"1", "2", "2.5", "5"}) {
      if (span / decimal(factor, exponent) <= TICKS + 1e-9) {
        step = decimal(factor, exponent);
        break;
      }
    }
    long first = (long) Math.floor(low / step + 1e-9);
    long last = Math.max(first + 1, (long) Math.ceil(high / step - 1e-9));
    double[] ticks = new double[(int) (last - first + 1)];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = (first + i) * step;
    }
    return ticks;
  }

  /** The number nearest to the decimal one, which a product of powers of ten may miss. */
  private static double decimal(String factor, int exponent) {
    return Double.parseDouble(factor + "e" + exponent);
  }
}
