package org.sketchsdk.infer.internal.integer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatMatrixTest {
  private static float[] product(WeightMatrix matrix, float[] vector) {
    SparseVector sparse = new SparseVector(vector.length);
    sparse.addAll(vector, vector.length);
    float[] sums = new float[matrix.outputs()];
    matrix.multiply(sparse, new int[matrix.outputs()], sums);
    return sums;
  }

  /** The float nearest to each 32-bit sum. */
  private static float[] plain(byte[][] weights, int[] bias, float[] vector) {
    float[] sums = new float[bias.length];
    for (int k = 0; k < bias.length; k++) {
      int sum = bias[k];
      for (int i = 0; i < vector.length; i++) {
        sum += ((int) vector[i]) * weights[i][k];
      }
      sums[k] = sum;
    }
    return sums;
  }

  private static byte[][] filled(int inputs, int outputs, int weight) {
    byte[][] weights = new byte[inputs][outputs];
    for (byte[] row : weights) {
      Arrays.fill(row, (byte) weight);
    }
    return weights;
  }

  private static float[] filled(int inputs, float value) {
    float[] vector = new float[inputs];
    Arrays.fill(vector, value);
    return vector;
  }

  @Test
  void multipliesAndAddsTheBias() {
    byte[][] weights = {{1, -2}, {3, 4}, {-128, 127}};
    FloatMatrix matrix = new FloatMatrix(weights, new int[] {10, -20}, 255);
    assertThat(matrix.segments()).isEqualTo(1);
    assertThat(product(matrix, new float[] {5, 0, 255})).containsExactly(-32_625, 32_355);
    assertThat(product(matrix, new float[] {0, 0, 0})).containsExactly(10, -20);
  }

  @Test
  void agreesWithIntegersForAnyNumberOfEntries() {
    Random random = new Random(20261101);
    for (int inputs = 1; inputs < 40; inputs++) {
      byte[][] weights = new byte[inputs][7];
      for (byte[] row : weights) {
        random.nextBytes(row);
      }
      int[] bias = random.ints(7, -1_000_000, 1_000_000).toArray();
      float[] vector = new float[inputs];
      for (int i = 0; i < inputs; i++) {
        vector[i] = random.nextBoolean() ? 0 : random.nextInt(511) - 255;
      }
      assertThat(product(new FloatMatrix(weights, bias, 255), vector))
          .isEqualTo(plain(weights, bias, vector));
    }
  }

  @Test
  void staysExactUpToTheLargestFloatThatHoldsEveryInteger() {
    // 517 · 127 · 255 + 34171 = 2^24
    int[] bias = {(1 << 24) - 517 * 127 * 255};
    byte[][] weights = filled(517, 1, 127);
    FloatMatrix matrix = new FloatMatrix(weights, bias, 255);
    assertThat(matrix.segments()).isEqualTo(1);
    assertThat(product(matrix, filled(517, 255))).containsExactly(1 << 24);

    bias[0]++;
    FloatMatrix cut = new FloatMatrix(weights, bias, 255);
    assertThat(cut.segments()).isEqualTo(2);
    assertThat(product(cut, filled(517, 254))).isEqualTo(plain(weights, bias, filled(517, 254)));
  }

  @Test
  void cutsSumsThatFloatsCannotHold() {
    int inputs = 5_000;
    byte[][] weights = filled(inputs, 2, 127);
    weights[0][0] = 1; // an odd sum, which a float of that size would lose
    weights[4_321][1] = -126;
    int[] bias = {3, Integer.MIN_VALUE / 2};
    FloatMatrix matrix = new FloatMatrix(weights, bias, 255);
    assertThat(matrix.segments()).isGreaterThan(8);
    float[] vector = filled(inputs, 255);
    assertThat(product(matrix, vector)).isEqualTo(plain(weights, bias, vector));
    Arrays.fill(vector, 100, 4_000, 0);
    assertThat(product(matrix, vector)).isEqualTo(plain(weights, bias, vector));
  }

  @Test
  void clipsSumsOfTwoAdjacentProductsOnly() {
    byte[][] weights = {{127, -128}, {127, -128}, {127, -128}};
    int[] order = {0, 1, 2};
    WeightMatrix matrix = new ClippedMatrix(weights, new int[2], order, 0);
    float[] all = {255, 255, 255};
    assertThat(product(matrix, all)).containsExactly(32_767 + 32_385, -32_768 - 32_640);
    assertThat(product(matrix, new float[] {255, 0, 255}))
        .isEqualTo(plain(weights, new int[2], new float[] {255, 0, 255}));
    // the second and the third meet
    WeightMatrix other = new ClippedMatrix(weights, new int[2], new int[] {2, 1, 0}, 0);
    assertThat(product(other, new float[] {0, 255, 255})).containsExactly(32_767, -32_768);
    assertThat(product(other, new float[] {255, 255, 0})).containsExactly(64_770, -65_280);
  }

  @Test
  void clipsTheProductsOfCodesWithTheirZeroPoint() {
    byte[][] weights = {{127}, {127}};
    WeightMatrix matrix = new ClippedMatrix(weights, new int[] {0}, new int[] {0, 1}, 100);
    // codes 255 and 255, of which 100 is taken off after clipping
    assertThat(product(matrix, new float[] {155, 155})).containsExactly(32_767 - 25_400);
    assertThat(product(matrix, new float[] {0, 0})).containsExactly(0);
  }
}
