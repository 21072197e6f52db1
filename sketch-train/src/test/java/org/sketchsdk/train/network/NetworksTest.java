package org.sketchsdk.train.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
  @ParameterizedTest
  @CsvSource({
    "baseline28, 25, 423769, 4243072",
    "bottleneck, 25, 933017, 232787072",
    "dense128, 25, 8790745, 239612416",
    "gap, 25, 395225, 231217408",
    "strided, 25, 933017, 59378816",
    "residual, 25, 905545, 64885440",
    "residual-gap, 25, 874601, 69998848",
    "residual-half, 25, 498425, 34019584"
  })
  void haveTheseCosts(String name, int classes, long parameters, long macs) {
    Network network = Networks.byName(name, classes);

    assertThat(network.parameterCount()).isEqualTo(parameters);
    assertThat(network.macs()).isEqualTo(macs);
    assertThat(network.classes()).isEqualTo(classes);
  }

  @Test
  void theBottleneckKeepsTheGridUpToTheDenseLayers() {
    List<Network.Step> steps = Networks.byName("bottleneck", 25).steps();

    assertThat(steps)
        .filteredOn(step -> step.layer() instanceof Layer.Flatten)
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.inputShape()).containsExactly(64, 8, 8);
              assertThat(step.outputShape()).containsExactly(4096);
            });
  }

  @Test
  void refusesNamesAndSizesThatAreNone() {
    assertThatThrownBy(() -> Networks.byName("resnet152", 25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no network named resnet152, there are [baseline28, bottleneck, dense128, gap, residual, residual-gap, residual-half, strided]");
    assertThatThrownBy(() -> Networks.byName("strided", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a classifier needs at least 2 classes: 1");
  }

  @Test
  void refusesLayersThatDoNotFit() {
    assertThatThrownBy(() -> new Network("broken", 28, List.of(new Layer.Dense(2, false))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("network broken: Dense[outputs=2, relu=false] does not fit");
    assertThatThrownBy(() -> new Network("headless", 28, List.of(new Layer.Flatten())))
        .hasMessage("network headless must end in a dense layer");
    assertThatThrownBy(
            () ->
                new Network(
                    "uneven",
                    28,
                    List.of(
                        Layer.Conv.of(4, 3, 1),
                        new Layer.Residual(List.of(Layer.Conv.of(8, 3, 1))),
                        new Layer.GlobalAveragePool(),
                        new Layer.Dense(2, false))))
        .hasMessageStartingWith("network uneven: Residual[");
    assertThatThrownBy(() -> Layer.Conv.of(4, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Layer.Dropout(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Layer.Dense(0, true)).isInstanceOf(IllegalArgumentException.class);
  }
}
