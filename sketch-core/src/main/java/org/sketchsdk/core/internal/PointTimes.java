package org.sketchsdk.core.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the times of points, as tools write them, into milliseconds since the first point of the
 * drawing. Tools write milliseconds since any moment, and also seconds with a fraction,
 * microseconds or nanoseconds since 1970. The size of the first number tells them apart: counted in
 * milliseconds, 10<sup>11</sup> is the year 1973 and 10<sup>14</sup> the year 5138.
 */
public final class PointTimes {
  private static final double FIRST_EPOCH_SECONDS = 1e9;
  private static final double LAST_EPOCH_SECONDS = 4e9;
  private static final double FIRST_EPOCH_MICROS = 1e14;
  private static final double FIRST_EPOCH_NANOS = 1e17;

  private final double start;
  private final double perMilli; // in units of the source

  private PointTimes(double start, double perMilli) {
    this.start = start;
    this.perMilli = perMilli;
  }

  /**
   * Finds the unit and the start.
   *
   * @param strokes the times of the strokes that have times
   * @param startAnywhere whether times that fit 32 bits may stay as they are
   * @return the conversion
   */
  public static PointTimes of(List<double[]> strokes, boolean startAnywhere) {
    double first = Double.NaN;
    boolean whole = true;
    for (double[] stroke : strokes) {
      for (double time : stroke) {
        if (Double.isNaN(first)) {
          first = time;
        }
        whole &= time == Math.rint(time);
      }
    }
    if (first >= FIRST_EPOCH_NANOS) {
      return new PointTimes(first, 1e6);
    }
    if (first >= FIRST_EPOCH_MICROS) {
      return new PointTimes(first, 1e3);
    }
    if (!whole && first >= FIRST_EPOCH_SECONDS && first < LAST_EPOCH_SECONDS) {
      return new PointTimes(first, 1e-3);
    }
    PointTimes same = new PointTimes(0, 1);
    return startAnywhere && strokes.stream().allMatch(times -> same.millis(times) != null)
        ? same
        : new PointTimes(first, 1);
  }

  /**
   * Converts the times of a stroke; fractions of a millisecond are rounded half up.
   *
   * @param times times in the unit of the source
   * @return milliseconds since the start, or null if one does not fit 32 bits
   */
  public int @Nullable [] millis(double[] times) {
    int[] millis = new int[times.length];
    for (int i = 0; i < times.length; i++) {
      double rounded = Math.floor((times[i] - start) / perMilli + 0.5);
      if (!(rounded >= Integer.MIN_VALUE && rounded <= Integer.MAX_VALUE)) {
        return null;
      }
      millis[i] = (int) rounded;
    }
    return millis;
  }
}
