package org.sketchsdk.infer.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EditDistanceTest {
  @Test
  void countsInsertionsDeletionsAndReplacements() {
    assertThat(EditDistance.of("kitten", "sitting")).isEqualTo(3);
    assertThat(EditDistance.of("sitting", "kitten")).isEqualTo(3);
    assertThat(EditDistance.of("cat", "cat")).isZero();
    assertThat(EditDistance.of("", "cat")).isEqualTo(3);
    assertThat(EditDistance.of("cat", "")).isEqualTo(3);
    assertThat(EditDistance.of("abc", "cab")).isEqualTo(2);
  }
}
