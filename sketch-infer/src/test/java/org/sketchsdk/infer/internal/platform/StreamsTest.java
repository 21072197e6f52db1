package org.sketchsdk.infer.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
  void readsAsInputStreamDoes(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    for (int most : new int[] {1, 65_536, 100_000, Integer.MAX_VALUE}) {
      InputStream in = new ByteArrayInputStream(bytes);

      assertThat(Streams.read(in, most))
          .isEqualTo(new ByteArrayInputStream(bytes).readNBytes(most));
      assertThat(in.available()).isEqualTo(Math.max(0, length - most));
    }
  }
}
