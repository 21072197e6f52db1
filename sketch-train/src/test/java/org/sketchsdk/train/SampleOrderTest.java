package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sketchsdk.train.SampleOrder.Sample;

class SampleOrderTest {
  private static final List<List<Integer>> CLASSES =
      List.of(Collections.nCopies(3, 0), Collections.nCopies(50, 0), Collections.nCopies(7, 0));

  private static List<Sample> samples(long seed, long from, int count) {
    SampleOrder order = new SampleOrder(seed, CLASSES, List.of(1, 1, 1));
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(order.sample(from + i));
    }
    return samples;
  }

  @Test
  void everyBlockHoldsEachClassOnce() {
    List<Sample> samples = samples(1, 0, 600);
    for (int i = 0; i < samples.size(); i += 3) {
      assertThat(samples.subList(i, i + 3)).extracting(Sample::label).containsOnlyOnce(0, 1, 2);
    }
  }

  @Test
  void aClassGoesThroughAllItsDrawingsBeforeOneComesAgain() {
    List<Sample> ofOne = samples(1, 0, 300).stream().filter(sample -> sample.label() == 1).toList();
    Set<Integer> drawings = new HashSet<>();
    ofOne.subList(0, 50).forEach(sample -> drawings.add(sample.drawing()));

    assertThat(drawings).hasSize(50);
    assertThat(ofOne.subList(0, 50)).extracting(Sample::pass).containsOnly(0);
    assertThat(ofOne.subList(50, 100)).extracting(Sample::pass).containsOnly(1);
    assertThat(ofOne.subList(50, 100))
        .extracting(Sample::drawing)
        .isNotEqualTo(ofOne.subList(0, 50).stream().map(Sample::drawing).toList());
  }

  @Test
  void aClassThatIsEmphasizedComesAsOftenAsAskedForAndStillGoesThroughAllItsDrawings() {
    SampleOrder order = new SampleOrder(1, CLASSES, List.of(1, 1, 5));
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 7 * 70; i++) {
      samples.add(order.sample(i));
    }

    for (int i = 0; i < samples.size(); i += 7) {
      assertThat(samples.subList(i, i + 7))
          .extracting(Sample::label)
          .containsExactlyInAnyOrder(0, 1, 2, 2, 2, 2, 2);
    }
    List<Sample> emphasized = samples.stream().filter(sample -> sample.label() == 2).toList();
    for (int pass = 0; pass < 50; pass++) {
      int number = pass;
      assertThat(emphasized.stream().filter(sample -> sample.pass() == number))
          .extracting(Sample::drawing)
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void aResumedOrderGoesOnWithTheSampleThatWouldHaveComeNext() {
    assertThat(samples(1, 137, 300)).isEqualTo(samples(1, 0, 437).subList(137, 437));
  }

  @Test
  void differsFromSeedToSeed() {
    assertThat(samples(2, 0, 100)).isNotEqualTo(samples(1, 0, 100));
  }
}
