package org.sketchsdk.train;

import java.util.List;
import java.util.stream.IntStream;
import org.sketchsdk.augment.SeededRandom;

/**
 * The endless order of training samples, balanced by class. The order consists of blocks. Each
 * block has each class as often as the options ask for, shuffled. A class goes through all of its
 * drawings, shuffled each time, before a drawing comes again.
 *
 * <p>A pure function of the seed and the sample's number, so that a resumed run goes on with the
 * very sample that would have come next. Not thread-safe.
 */
final class SampleOrder {
  private final long seed;
  private final int[] sizes;
  private final int[] times;
  private final int[] slots; // the label of each place in a block before that is shuffled
  private final int[] firstSlots;
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

  /**
   * Creates an order.
   *
   * @param seed of all permutations
   * @param classes the drawings of each class, none empty
   * @param times how often a block holds each class, at least 1
   */
  SampleOrder(long seed, List<? extends List<?>> classes, List<Integer> times) {
    this.seed = seed;
    this.sizes = classes.stream().mapToInt(List::size).toArray();
    this.times = times.stream().mapToInt(Integer::intValue).toArray();
    this.slots =
        IntStream.range(0, sizes.length)
            .flatMap(label -> IntStream.range(0, this.times[label]).map(slot -> label))
            .toArray();
    this.firstSlots = new int[sizes.length];
    for (int label = 1; label < sizes.length; label++) {
      firstSlots[label] = firstSlots[label - 1] + this.times[label - 1];
    }
    this.permutations = new int[sizes.length][];
    this.passes = new int[sizes.length];
  }

  Sample sample(long number) {
    long round = number / slots.length;
    if (round != blockNumber) {
      block = permutation(slots.length, "block", round);
      blockNumber = round;
    }
    int slot = block[(int) (number % slots.length)];
    int label = slots[slot];
    long turn = round * times[label] + slot - firstSlots[label];
    int pass = Math.toIntExact(turn / sizes[label]);
    if (permutations[label] == null || passes[label] != pass) {
      permutations[label] = permutation(sizes[label], "class " + label, pass);
      passes[label] = pass;
    }
    return new Sample(label, permutations[label][(int) (turn % sizes[label])], pass);
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
