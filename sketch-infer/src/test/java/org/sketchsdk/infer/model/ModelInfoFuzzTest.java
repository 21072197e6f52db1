package org.sketchsdk.infer.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.models.TestModel;

/** Whatever the bytes, a model is read or refused with a {@link ModelFormatException}. */
class ModelInfoFuzzTest {
  private static final long SEED = 20261101;

  static List<byte[]> seeds() {
    byte[] whole = TestModel.constant(List.of("a", "b"), 1, 2).bytes();
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(whole);
    seeds.add(new byte[0]);
    seeds.add(Arrays.copyOf(whole, whole.length / 2));
    Random random = new Random(SEED);
    for (int i = 0; i < 100; i++) {
      seeds.add(mutate(whole, random));
    }
    return seeds;
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutated = bytes.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(4)) {
        case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutated[at] = (byte) random.nextInt();
        case 2 -> {
          int from = random.nextInt(mutated.length);
          int length = random.nextInt(mutated.length - Math.max(at, from)) & 0x3f;
          System.arraycopy(mutated, from, mutated, at, length);
        }
        default -> mutated = Arrays.copyOf(mutated, 1 + random.nextInt(mutated.length));
      }
    }
    return mutated;
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsOrRefuses(byte[] bytes) {
    try {
      ModelInfo info = ModelInfo.read(bytes, "fuzz");
      assertThat(info.labels()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(info.rasterVersion()).isEqualTo(Rasterizer.VERSION);
      assertThat(info.temperature()).isPositive().isFinite();
    } catch (ModelFormatException e) {
      assertThat(e.reason()).isNotNull();
      assertThat(e).hasMessageEndingWith(": fuzz");
    }
  }

  /** What a bit or two change among the structure rather than the weights. */
  @Test
  void readsOrRefusesManyMutations() {
    byte[] whole = TestModel.constant(List.of("a", "b"), 1, 2).bytes();
    // Weights make up most of a model and hide the rest: take a model without them.
    byte[] light =
        TestModel.constant(List.of("a", "b"), 1, 2)
            .bytes(model -> model.getGraphBuilder().clearInitializer());
    assertThat(light.length).isLessThan(whole.length / 2);
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] mutated = mutate(light, random);
      try {
        ModelInfo.read(mutated, "mutation");
      } catch (ModelFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 9_999);
  }
}
