package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchOptionsTest {
  @Test
  void aBuilderOfOptionsKeepsWhatIsNotChanged() {
    BatchOptions options = BatchOptions.builder().threads(3).stopAtFirstError(true).build();
    BatchOptions more = options.toBuilder().threads(4).build();
    assertThat(more.threads()).isEqualTo(4);
    assertThat(more.stopAtFirstError()).isTrue();
    assertThat(options).hasToString("BatchOptions[threads 3, stopAtFirstError true]");
    assertThat(BatchOptions.defaults().stopAtFirstError()).isFalse();
    assertThat(BatchOptions.defaults().threads()).isBetween(1, 256);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 257})
  void refusesNumbersOutOfTheirRange(int threads) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchOptions.builder().threads(threads))
        .withMessage("threads must be 1 to 256: " + threads);
  }
}
