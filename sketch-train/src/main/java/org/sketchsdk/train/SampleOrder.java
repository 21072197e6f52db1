package org.sketchsdk.train;

import java.util.List;
import org.sketchsdk.augment.SeededRandom;

/**
 * The endless, class-balanced order of training samples: every block of as many samples as classes
 * holds each class once, in an order of its own; and a class goes through all of its drawings, in
 * an order of its own each time, before any comes again.
 *
 * <p>A pure function of the seed and the sample's number, so that a resumed run goes on with the
 * very sample that would have come next. Not thread-safe.
 */
final class SampleOrder {
  private final long seed;
  private final int[] sizes;
  private final int[][] permutations;
  private final int[] passes;
  private int[] block = {};
  private long blockNumber = -1;

  /**
   * One sample.
   *
   * @param label index of the class
   * @param drawing index of the drawing in its class
   * @param pass how often the drawing has come before
   */
  record Sample(int label, int drawing, int pass) {}

  SampleOrder(long seed, List<? extends List<?>> classes) {
    this.seed = seed;
    this.sizes = classes.stream().mapToInt(List::size).toArray();
    this.permutations = new int[sizes.length][];
    this.passes = new int[sizes.length];
  }

  Sample sample(long number) {
    long round = number / sizes.length;
    if (round != blockNumber) {
      block = permutation(sizes.length, "block", round);
      blockNumber = round;
    }
    int label = block[(int) (number % sizes.length)];
    int pass = Math.toIntExact(round / sizes[label]);
    if (permutations[label] == null || passes[label] != pass) {
      permutations[label] = permutation(sizes[label], "class " + label, pass);
      passes[label] = pass;
    }
    return new Sample(label, permutations[label][(int) (round % sizes[label])], pass);
  }

  private int[] permutation(int size, String key, long number) {
    SeededRandom random =
        SeededRandom.forSample(seed, key + " " + number, (int) (number & Integer.MAX_VALUE));
    int[] order = new int[size];
    for (int i = 0; i < size; i++) { // Fisher-Yates, inside out
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
