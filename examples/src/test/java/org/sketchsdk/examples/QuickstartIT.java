package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.Prediction;

class QuickstartIT {
  @Test
  void recognisesTheHouse() {
    Prediction prediction = Quickstart.classifyHouse();

    assertThat(prediction.verdict()).isEqualTo(Prediction.Verdict.RECOGNISED);
    assertThat(prediction.top().label()).isEqualTo("house");
  }
}
