package org.sketchsdk.augment;

/**
 * A generator of random numbers with a stable stream: the same seed gives the same numbers on every
 * JDK, operating system and processor, now and in later versions.
 *
 * <p>The generator is xoshiro256++ 1.0 (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47(4), 2021). SplitMix64 fills its state (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014). Do not use it for secrets.
 *
 * <p>It is cheap to create: use one per sample. Not thread-safe.
 */
public final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long s0;
  private long s1;
  private long s2;
  private long s3;
  private double spareGaussian;
  private boolean hasSpareGaussian;

  /** Starts from a state, which must not be all zeros. */
  SeededRandom(long s0, long s1, long s2, long s3) {
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }

  /**
   * Creates the generator of a seed.
   *
   * @param seed any number; neighboring seeds give unrelated streams
   * @return a new generator at the start of its stream
   */
  public static SeededRandom of(long seed) {
    // mix is a bijection and its arguments differ, so at most one of the words is zero
    long word = seed;
    return new SeededRandom(
        mix(word += GOLDEN_GAMMA),
        mix(word += GOLDEN_GAMMA),
        mix(word += GOLDEN_GAMMA),
        mix(word + GOLDEN_GAMMA));
  }

  /**
   * Creates the generator of one sample in one epoch. The stream depends on the three arguments
   * only, not on the order or the thread in which samples are made.
   *
   * @param seed the seed of the run
   * @param key identifies the sample, for example by its class and key_id; any text
   * @param epoch how many times the sample was used before, any number
   * @return a new generator at the start of its stream
   */
  public static SeededRandom forSample(long seed, String key, int epoch) {
    long hash = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < key.length(); i++) {
      hash = mix((hash ^ key.charAt(i)) + GOLDEN_GAMMA);
    }
    // the length in the high half keeps (key, epoch) apart from a longer key
    hash = mix((hash ^ ((long) key.length() << 32 | (epoch & 0xffffffffL))) + GOLDEN_GAMMA);
    return of(hash);
  }

  /** Finalizer of SplitMix64: a bijection in which every input bit reaches every output bit. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Returns one of many independent generators that are derived from one random number. */
  static SeededRandom ofStage(long base, int stage) {
    return of(mix(base + stage * GOLDEN_GAMMA));
  }

  /**
   * Returns 64 random bits.
   *
   * @return any {@code long}
   */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /**
   * Returns a whole number; all are equally likely (Lemire, "Fast random integer generation in an
   * interval", ACM TOMACS 29(1), 2019).
   *
   * @param bound one more than the largest result, at least 1
   * @return 0 to {@code bound - 1}
   * @throws IllegalArgumentException if the bound is less than 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1: " + bound);
    }
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xffffffffL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xffffffffL) < threshold) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /**
   * Returns a number between 0 and 1.
   *
   * @return a multiple of 2<sup>-24</sup>, 0 to less than 1
   */
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1p-24f;
  }

  /**
   * Returns a number between 0 and 1.
   *
   * @return a multiple of 2<sup>-53</sup>, 0 to less than 1
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Returns a number from the normal distribution with mean 0 and standard deviation 1, by the
   * polar method (Marsaglia and Bray, SIAM Review 6(3), 1964) with {@link StrictMath}.
   *
   * @return a finite number
   */
  public double nextGaussian() {
    if (hasSpareGaussian) {
      hasSpareGaussian = false;
      return spareGaussian;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * nextDouble() - 1;
      v = 2 * nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spareGaussian = v * factor;
    hasSpareGaussian = true;
    return u * factor;
  }

  /**
   * Returns true with a probability. Always takes one number from the stream.
   *
   * @param probability 0 (never) to 1 (always)
   * @return the decision
   */
  public boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /**
   * Returns a number from an interval, uniformly distributed.
   *
   * @param min the smallest result
   * @param max the largest result, at least {@code min}
   * @return {@code min} to {@code max}
   */
  public double uniform(double min, double max) {
    // The product may round to the whole width and the sum beyond max by one rounding.
    return Math.min(max, min + (max - min) * nextDouble());
  }
}
