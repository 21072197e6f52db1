package org.sketchsdk.infer.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How similar the embeddings of drawings of one class are, and of different classes. Custom classes
 * use it as prior knowledge: so that a class with one example already has a threshold for {@code
 * UNKNOWN} and {@code RECOGNIZED}.
 *
 * <p>This class is for tools that make models. The numbers come from classes that the model was not
 * trained to tell, where there are some.
 *
 * <p>The similarity of a drawing and a class is the cosine of the angle between u − c and m − c. u
 * is the embedding of the drawing and m the mean of the embeddings of the examples, both divided by
 * their length. c is the {@linkplain #of center}.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimilarityStatistics {
  /** Quantiles in a {@link Row}: at 0, 5, …, 100 percent. */
  public static final int QUANTILES = 21;

  /**
   * The largest share of drawings of an own class that {@link #recognizedFrom} turns away, 0.2. At
   * least 80 % of them stay recognized, however many classes there are.
   */
  public static final double MAX_TURNED_AWAY = 0.2;

  private static final int STEPS = 200; // of the search for the threshold
  private static final int MAX_ROWS = 1_000;

  private final float[] center;
  private final List<Row> rows;

  /**
   * The similarities to classes with a certain number of examples.
   *
   * @param examples the number of examples, at least 1
   * @param same quantiles of the similarity of drawings and their own class, {@value #QUANTILES}
   *     numbers from −1 to 1, sorted
   * @param other quantiles of the similarity of drawings and another class, in the same form
   */
  public record Row(int examples, List<Double> same, List<Double> other) {
    /**
     * Checks and copies the values.
     *
     * @throws IllegalArgumentException if a value is out of its range, or quantiles are not sorted
     */
    public Row {
      if (examples < 1) {
        throw new IllegalArgumentException("there must be at least 1 example: " + examples);
      }
      same = checked(same);
      other = checked(other);
    }

    private static List<Double> checked(List<Double> quantiles) {
      if (quantiles.size() != QUANTILES) {
        throw new IllegalArgumentException(
            "there must be " + QUANTILES + " quantiles: " + quantiles.size());
      }
      double last = -1;
      for (double quantile : quantiles) {
        if (!(quantile >= last && quantile <= 1)) {
          throw new IllegalArgumentException("quantiles must be -1 to 1 and sorted: " + quantile);
        }
        last = quantile;
      }
      return List.copyOf(quantiles);
    }
  }

  private SimilarityStatistics(float[] center, List<Row> rows) {
    this.center = center;
    this.rows = rows;
  }

  /**
   * Creates statistics.
   *
   * @param center the mean embedding of drawings of many classes, each divided by its length first;
   *     copied
   * @param rows for some numbers of examples, in rising order; at least 1, at most 1,000
   * @return the statistics
   * @throws IllegalArgumentException if a number is not finite, or there are too few or too many
   *     rows, or they are not in order
   */
  public static SimilarityStatistics of(float[] center, List<Row> rows) {
    for (float value : center) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("the center must be finite: " + value);
      }
    }
    if (rows.isEmpty() || rows.size() > MAX_ROWS) {
      throw new IllegalArgumentException(
          "there must be 1 to " + MAX_ROWS + " rows: " + rows.size());
    }
    int last = 0;
    for (Row row : rows) {
      if (row.examples() <= last) {
        throw new IllegalArgumentException(
            "rows must be in rising order of their examples: " + row.examples() + " after " + last);
      }
      last = row.examples();
    }
    return new SimilarityStatistics(center.clone(), List.copyOf(rows));
  }

  /** Returns the number of values in an embedding. */
  int embeddingSize() {
    return center.length;
  }

  float[] center() {
    return center.clone();
  }

  /**
   * Returns the rows.
   *
   * @return the rows in rising order of their examples; unmodifiable
   */
  public List<Row> rows() {
    return rows;
  }

  /**
   * Computes the similarity of a drawing and a class.
   *
   * @param unit embedding of the drawing, of length 1; not modified
   * @param means means of the embeddings of classes, each of length 1, one after the other; not
   *     modified
   * @param first where the mean of the class begins
   * @return −1 to 1; 0 where one of the two is the center itself
   * @throws IndexOutOfBoundsException if an array is shorter than an embedding
   */
  public double similarity(float[] unit, float[] means, int first) {
    return similarity(center, unit, means, first);
  }

  /**
   * Computes the similarity of a drawing and a class around a center, before there are statistics.
   *
   * @param center as in {@link #of}; not modified
   * @param unit embedding of the drawing, of length 1; not modified
   * @param means means of the embeddings of classes, each of length 1, one after the other; not
   *     modified
   * @param first where the mean of the class begins
   * @return −1 to 1; 0 where one of the two is the center itself
   * @throws IndexOutOfBoundsException if an array is shorter than the center
   */
  public static double similarity(float[] center, float[] unit, float[] means, int first) {
    Objects.checkFromIndexSize(first, center.length, means.length);
    double product = 0;
    double own = 0;
    double other = 0;
    for (int i = 0; i < center.length; i++) {
      double a = (double) unit[i] - center[i];
      double b = (double) means[first + i] - center[i];
      product += a * b;
      own += a * a;
      other += b * b;
    }
    return own > 0 && other > 0 ? product / Math.sqrt(own * other) : 0;
  }

  /**
   * Returns the similarity that a share of the drawings of a class does not reach.
   *
   * @param examples how many examples the class has, at least 1
   * @param share 0 to 1
   * @return the quantile, between two of them by linear interpolation; −1 if the share is 0
   */
  public double quantile(int examples, double share) {
    return share > 0 ? interpolate(examples, share, true) : -1;
  }

  /**
   * Returns the similarity from which on a drawing counts as one of the class. There, a drawing of
   * the class is turned away as often as a drawing of none of the classes is accepted. But never
   * more than {@link #MAX_TURNED_AWAY} of the drawings of the class are turned away.
   *
   * @param examples how many examples the class has, at least 1
   * @param classes how many classes there are to be taken for, at least 1
   * @return the threshold
   */
  public double recognizedFrom(int examples, int classes) {
    for (int step = 0; step < STEPS; step++) {
      double share = MAX_TURNED_AWAY * step / STEPS;
      double threshold = interpolate(examples, share, true);
      double below = shareOfOthersBelow(examples, threshold);
      double belowAll = 1; // for none of the classes the drawing is similar enough
      for (int k = 0; k < classes && belowAll > 0; k++) {
        belowAll *= below;
      }
      if (share >= 1 - belowAll) {
        return threshold;
      }
    }
    return interpolate(examples, MAX_TURNED_AWAY, true);
  }

  private double shareOfOthersBelow(int examples, double similarity) {
    double low = 0;
    double high = 1;
    while (high - low > 1e-6) {
      double middle = (low + high) / 2;
      if (interpolate(examples, middle, false) < similarity) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A quantile; between the rows linear in 1 / examples, beyond them that of the nearest row. */
  private double interpolate(int examples, double share, boolean same) {
    Row above = rows.get(rows.size() - 1);
    Row below = rows.get(0);
    for (Row row : rows) {
      if (row.examples() <= examples) {
        below = row;
      }
    }
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).examples() >= examples) {
        above = rows.get(i);
      }
    }
    double atBelow = interpolate(same ? below.same() : below.other(), share);
    if (below.examples() >= above.examples()) { // one row, or beyond the last
      return atBelow;
    }
    double atAbove = interpolate(same ? above.same() : above.other(), share);
    double weight =
        (1.0 / below.examples() - 1.0 / examples)
            / (1.0 / below.examples() - 1.0 / above.examples());
    return atBelow + (atAbove - atBelow) * weight;
  }

  private static double interpolate(List<Double> quantiles, double share) {
    double position = share * (QUANTILES - 1);
    int below = Math.min((int) position, QUANTILES - 1);
    int above = Math.min(below + 1, QUANTILES - 1);
    return quantiles.get(below)
        + (quantiles.get(above) - quantiles.get(below)) * (position - below);
  }

  /** Returns a short description: the numbers of examples that there are rows for. */
  @Override
  public String toString() {
    return "SimilarityStatistics[of "
        + rows.stream().map(Row::examples).collect(Collectors.toList())
        + " examples, embeddings of "
        + center.length
        + "]";
  }
}
