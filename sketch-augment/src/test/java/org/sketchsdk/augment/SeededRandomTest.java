package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededRandomTest {
  @Test
  void isXoshiro256PlusPlus() {
    SeededRandom random = new SeededRandom(1, 2, 3, 4);
    // as the authors' program prints for this state
    String[] expected = {
      "41943041",
      "58720359",
      "3588806011781223",
      "3591011842654386",
      "9228616714210784205",
      "9973669472204895162",
      "14011001112246962877",
      "12406186145184390807",
      "15849039046786891736",
      "10450023813501588000"
    };
    for (String number : expected) {
      assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo(number);
    }
  }

  @Test
  void fillsItsStateBySplitMix() {
    // the first four numbers of SplitMix64 with seed 0
    SeededRandom expected =
        new SeededRandom(
            0xe220a8397b1dcdafL, 0x6e789e6aa1b965f4L, 0x06c45d188009454fL, 0xf88bb8a8724c81ecL);
    SeededRandom random = SeededRandom.of(0);

    for (int i = 0; i < 10; i++) {
      assertThat(random.nextLong()).isEqualTo(expected.nextLong());
    }
  }

  @Test
  void sameArgumentsGiveTheSameStream() {
    SeededRandom one = SeededRandom.forSample(5, "cat/17", 3);
    SeededRandom other = SeededRandom.forSample(5, "cat/17", 3);
    for (int i = 0; i < 100; i++) {
      assertThat(one.nextLong()).isEqualTo(other.nextLong());
    }
  }

  @Test
  void seedKeyAndEpochAllMatter() {
    Set<Long> first = new HashSet<>();
    for (long seed = -8; seed < 8; seed++) {
      for (String key : new String[] {"", "\0", "\0\0", "a", "b", "ab", "ba", "cat/1", "cat/2"}) {
        for (int epoch = -4; epoch < 60; epoch++) {
          first.add(SeededRandom.forSample(seed, key, epoch).nextLong());
        }
      }
    }
    assertThat(first).hasSize(16 * 9 * 64);
  }

  @Test
  void neighboringSamplesAreUncorrelated() {
    // Every bit of the first number flips with probability 1/2 from one epoch to the next: of
    // 20,000 coin tosses 10,000 ± 5 standard deviations of 70.7.
    int[] flips = new int[64];
    long before = SeededRandom.forSample(1, "sun/9", -1).nextLong();
    for (int epoch = 0; epoch < 20_000; epoch++) {
      long now = SeededRandom.forSample(1, "sun/9", epoch).nextLong();
      for (int bit = 0; bit < 64; bit++) {
        flips[bit] += (int) ((before ^ now) >>> bit & 1);
      }
      before = now;
    }
    assertThat(IntStream.of(flips).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(10_000 - 354, 10_000 + 354));
  }

  @Test
  void nextIntIsUniformBelowItsBound() {
    SeededRandom random = SeededRandom.of(3);
    int[] counts = new int[6];
    for (int i = 0; i < 60_000; i++) {
      counts[random.nextInt(6)]++;
    }
    // 10,000 ± 5 standard deviations of 91.3
    assertThat(IntStream.of(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_543, 10_457));
    assertThat(random.nextInt(1)).isZero();
    for (int i = 0; i < 1000; i++) {
      assertThat(random.nextInt(Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
    }
  }

  @Test
  void nextIntNeedsABound() {
    assertThatThrownBy(() -> SeededRandom.of(1).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be at least 1: 0");
  }

  @Test
  void fractionsLieInTheUnitInterval() {
    SeededRandom random = SeededRandom.of(4);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      float single = random.nextFloat();
      double twice = random.nextDouble();
      assertThat(single).isBetween(0f, 0x1.fffffep-1f);
      assertThat(twice).isBetween(0.0, 0x1.fffffffffffffp-1);
      sum += single + twice;
    }
    // the mean of 20,000 has a standard deviation of 0.00204
    assertThat(sum / 20_000).isCloseTo(0.5, within(0.0102));
  }

  @Test
  void gaussianHasTheMomentsOfTheNormalDistribution() {
    SeededRandom random = SeededRandom.of(5);
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    int within1 = 0;
    for (int i = 0; i < n; i++) {
      double g = random.nextGaussian();
      sum += g;
      squares += g * g;
      fourth += g * g * g * g;
      within1 += Math.abs(g) < 1 ? 1 : 0;
    }
    assertThat(sum / n).isCloseTo(0, within(0.016));
    assertThat(squares / n).isCloseTo(1, within(0.0224));
    assertThat(fourth / n).isCloseTo(3, within(0.155));
    assertThat(within1 / (double) n).isCloseTo(0.6827, within(0.0074));
  }

  @Test
  void chanceTakesOneNumberWhateverTheProbability() {
    SeededRandom random = SeededRandom.of(6);
    SeededRandom plain = SeededRandom.of(6);
    assertThat(random.chance(0)).isFalse();
    assertThat(random.chance(1)).isTrue();
    plain.nextLong();
    plain.nextLong();
    assertThat(random.nextLong()).isEqualTo(plain.nextLong());
  }

  @Test
  void uniformStaysInItsInterval() {
    SeededRandom random = SeededRandom.of(7);
    double least = 10;
    double most = 0;
    for (int i = 0; i < 10_000; i++) {
      double value = random.uniform(3, 8);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    assertThat(least).isBetween(3.0, 3.01);
    assertThat(most).isBetween(7.99, 8.0);
    assertThat(random.uniform(2, 2)).isEqualTo(2);
  }
}
