package org.sketchsdk.infer.internal.integer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.internal.arithmetic.Arithmetic;
import org.sketchsdk.infer.internal.arithmetic.BlockLayout;
import org.sketchsdk.infer.internal.arithmetic.BlockSums;
import org.sketchsdk.infer.internal.arithmetic.Contributions;
import org.sketchsdk.infer.internal.arithmetic.DenseSums;
import org.sketchsdk.infer.internal.arithmetic.Requantizer;
import org.sketchsdk.infer.internal.arithmetic.Scratch;
import org.sketchsdk.infer.internal.arithmetic.Window;
import org.sketchsdk.infer.internal.integer.IntegerNetwork.MapLayout;

/** Compares convolutions with plain sums of integers, bit by bit. */
class ConvolutionsTest {
  private static final int KINDS = 9;

  /** A convolution and what it should give. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Layer(
      Shape in, Window window, byte[][] weights, int[] bias, float[] multipliers, int outZero) {
    Shape out() {
      return new Shape(bias.length, window.outputs(in.height()), window.outputs(in.width()));
    }

    float[] plain(int[] codes) {
      Shape out = out();
      float[] result = new float[out.values()];
      for (int i = 0; i < result.length; i++) {
        int k = i % out.channels();
        int y = window.first(i / out.channels() / out.width());
        int x = window.first(i / out.channels() % out.width());
        int sum = bias[k];
        for (int j = 0; j < weights.length; j++) {
          int fromY = y + j / in.channels() / window.kernel();
          int fromX = x + j / in.channels() % window.kernel();
          if (fromY >= 0 && fromX >= 0 && fromY < in.height() && fromX < in.width()) {
            int at = (fromY * in.width() + fromX) * in.channels() + j % in.channels();
            sum += codes[at] * weights[j][k];
          }
        }
        double code = Math.rint((float) sum * multipliers[k]);
        result[i] = (float) Math.max(-outZero, Math.min(255 - outZero, code)) + 0f; // never −0
      }
      return result;
    }
  }

  private static Layer layer(Random random, int channels, int largestWeight) {
    int kernel = 1 + random.nextInt(5);
    int stride = 1 + random.nextInt(kernel);
    int padding = random.nextInt(kernel);
    Shape in = new Shape(channels, 7 + random.nextInt(14), 7 + random.nextInt(14));
    int outputs = 1 + random.nextInt(random.nextInt(5) == 0 ? 90 : 23); // more than a vector has
    byte[][] weights = new byte[kernel * kernel * channels][outputs];
    for (byte[] row : weights) {
      for (int k = 0; k < outputs; k++) {
        row[k] = (byte) (random.nextInt(2 * largestWeight) - largestWeight);
      }
    }
    int[] bias = random.ints(outputs, -20_000, 20_000).toArray();
    float[] multipliers = new float[outputs];
    for (int k = 0; k < outputs; k++) {
      multipliers[k] = 0.01f * random.nextFloat() / (1 + largestWeight * channels / 64);
    }
    Window window = new Window(kernel, stride, padding);
    return new Layer(in, window, weights, bias, multipliers, random.nextInt(2) * 100);
  }

  /** Codes less their zero point: blank, full, noise, one pixel at each border, blocks. */
  private static int[] codes(Random random, Shape shape, int kind, int zeroPoint) {
    int[] codes = new int[shape.values()];
    Arrays.fill(codes, kind == 1 ? 255 - zeroPoint : -zeroPoint);
    int right = shape.width() - 1;
    int bottom = shape.height() - 1;
    switch (kind) {
      case 0, 1 -> {}
      case 2 -> set(random, codes, shape, random.nextInt(bottom), 0, zeroPoint);
      case 3 -> set(random, codes, shape, random.nextInt(bottom), right, zeroPoint);
      case 4 -> set(random, codes, shape, 0, random.nextInt(right), zeroPoint);
      case 5 -> set(random, codes, shape, bottom, random.nextInt(right), zeroPoint);
      case 6 -> {
        for (int i = 0; i < codes.length; i++) {
          codes[i] = random.nextInt(3) == 0 ? random.nextInt(256) - zeroPoint : 0;
        }
      }
      default -> {
        for (int blocks = 1 + random.nextInt(4); blocks > 0; blocks--) {
          int top = random.nextInt(shape.height());
          int left = random.nextInt(shape.width());
          int[] pixel = random.ints(shape.channels(), -zeroPoint, 256 - zeroPoint).toArray();
          for (int y = top; y <= Math.min(bottom, top + random.nextInt(9)); y++) {
            for (int x = left; x <= Math.min(right, left + random.nextInt(9)); x++) {
              int at = (y * shape.width() + x) * shape.channels();
              System.arraycopy(pixel, 0, codes, at, pixel.length);
            }
          }
        }
      }
    }
    return codes;
  }

  private static void set(Random random, int[] codes, Shape shape, int y, int x, int zeroPoint) {
    for (int k = 0; k < shape.channels(); k++) {
      codes[(y * shape.width() + x) * shape.channels() + k] = random.nextInt(256) - zeroPoint;
    }
  }

  private static Workspace workspace(Layer layer, Step step, List<Window> rasters) {
    List<MapLayout> maps =
        List.of(
            new MapLayout(layer.in(), 0, 1, 1, false), new MapLayout(layer.out(), 1, 1, 0, false));
    BlockLayout blocks = new BlockLayout(layer.window(), layer.bias().length);
    List<Contributions.Layout> kept =
        rasters.isEmpty()
            ? List.of(blocks.kept(layer.out().height(), layer.out().width()))
            : List.of();
    Scratch.Sizes sizes = new Scratch.Sizes();
    sizes.add(blocks, layer.in().channels(), layer.out().width());
    List<Integer> buffers = List.of(layer.in().values(), layer.out().values());
    return new Workspace(
        new IntegerNetwork(
            List.of(step),
            maps,
            buffers,
            kept,
            sizes,
            blocks.pixels(),
            1,
            rasters,
            false,
            1,
            Optional.empty()));
  }

  private static Requantizer requantizer(Layer layer) {
    return new Requantizer(layer.multipliers(), layer.outZero());
  }

  private static DenseSums denseSums(Layer layer) {
    return Arithmetic.best()
        .dense(layer.window(), layer.weights(), layer.bias(), requantizer(layer));
  }

  private static RowStep blocks(Layer layer) {
    BlockLayout layout = new BlockLayout(layer.window(), layer.bias().length);
    int width = layer.out().width();
    BlockSums sums =
        new BlockSums(layout, layer.weights(), layer.bias(), requantizer(layer), width);
    return new BlockConvolution(0, 1, 0, layer.window(), layout, sums);
  }

  /** A convolution with sparse sums, if this JVM has them. */
  private static Optional<RowStep> sparse(Layer layer) {
    return Arithmetic.best()
        .sparse(layer.window(), layer.weights(), layer.bias(), requantizer(layer))
        .map(sums -> new SparseConvolution(0, 1, layer.window(), sums));
  }

  private static RasterConvolution raster(Layer layer) {
    return new RasterConvolution(1, 0, layer.window(), denseSums(layer));
  }

  /** Fills the input. Pixels that equal a neighbor are left out. */
  private static void fill(FeatureMap map, int[] codes) {
    int depth = map.channels;
    for (int pixel = 0; pixel < map.equal.count(); pixel++) {
      int at = pixel * depth;
      boolean asLeft = pixel % map.width > 0 && equal(codes, depth, at, at - depth);
      boolean asAbove = pixel >= map.width && equal(codes, depth, at, at - depth * map.width);
      if (map.equal.repeat(pixel, asLeft, asAbove)) {
        Arrays.fill(map.codes, at, at + depth, Float.NaN);
      } else {
        for (int k = 0; k < depth; k++) {
          map.codes[at + k] = codes[at + k];
        }
      }
    }
  }

  private static boolean equal(int[] codes, int depth, int a, int b) {
    return Arrays.equals(codes, a, a + depth, codes, b, b + depth);
  }

  private static void assertResult(Layer layer, int[] codes, FeatureMap out, String what) {
    float[] expected = layer.plain(codes);
    assertThat(Arrays.mismatch(out.codes, 0, expected.length, expected, 0, expected.length))
        .as(what)
        .isEqualTo(-1);
    int depth = out.channels;
    for (int pixel = 0; pixel < out.equal.count(); pixel++) {
      int first = out.equal.first(pixel / out.width, pixel % out.width);
      int left = pixel - (out.equal.asLeft(pixel) ? 1 : 0);
      int above = pixel - (out.equal.asAbove(pixel) ? out.width : 0);
      for (int same : new int[] {first, left, above}) {
        assertThat(Arrays.copyOfRange(expected, pixel * depth, (pixel + 1) * depth))
            .isEqualTo(Arrays.copyOfRange(expected, same * depth, (same + 1) * depth));
      }
    }
  }

  /** Runs a layer on maps of all kinds, as a whole and in parts. */
  private static void assertSums(Random random, Layer layer, RowStep step) {
    Workspace workspace = workspace(layer, step, List.of());
    for (int kind = 0; kind < KINDS; kind++) {
      int zeroPoint = random.nextBoolean() ? 0 : random.nextInt(256);
      int[] codes = codes(random, layer.in(), kind, zeroPoint);
      fill(workspace.map(0), codes);
      int parts = 1 + random.nextInt(3);
      for (int part = 0; part < parts; part++) {
        step.run(workspace, part, parts);
      }
      String what = layer.window() + " kind " + kind + ", " + parts + " parts";
      assertResult(layer, codes, workspace.map(1), what);
    }
  }

  @Test
  void blocksGiveTheSumsOfAllProducts() {
    Random random = new Random(20261130);
    for (int i = 0; i < 100; i++) {
      // weights of −128 to 127 and codes of −255 to 255: single products nearly fill 16 bits
      Layer layer = layer(random, 1 + random.nextInt(19), i % 3 == 0 ? 128 : 40);
      assertSums(random, layer, blocks(layer));
    }
  }

  /** What this JVM prefers to blocks, where it has the Vector API. */
  @Test
  void sparseLayersGiveTheSumsOfAllProducts() {
    Random random = new Random(20261130);
    for (int i = 0; i < 100; i++) {
      Layer layer = layer(random, 1 + random.nextInt(80), 128);
      assertSums(random, layer, sparse(layer).orElseGet(() -> blocks(layer)));
    }
  }

  @Test
  void layersWithFewInputsGiveTheSumsOfAllProducts() {
    Random random = new Random(20261130);
    for (int i = 0; i < 100; i++) {
      Layer layer = layer(random, 1 + random.nextInt(8), 128);
      assertSums(random, layer, new DenseConvolution(0, 1, layer.window(), denseSums(layer)));
    }
  }

  @Test
  void rastersGiveTheSumsOfAllProducts() {
    Random random = new Random(20261130);
    for (int i = 0; i < 100; i++) {
      Layer layer = layer(random, 1, 128);
      RasterConvolution step = raster(layer);
      Workspace workspace = workspace(layer, step, List.of(layer.window()));
      for (int kind = 0; kind < KINDS; kind++) {
        int[] codes = codes(random, layer.in(), kind, 0);
        byte[] rasters = new byte[3 + codes.length];
        for (int pixel = 0; pixel < codes.length; pixel++) {
          rasters[3 + pixel] = (byte) codes[pixel];
        }
        workspace.rasters = rasters;
        workspace.offset = 3;
        step.run(workspace);
        assertResult(layer, codes, workspace.map(1), layer.window() + " kind " + kind);
      }
    }
  }

  @Test
  void moreWindowsThanAreComputedAtOnce() {
    Random random = new Random(3);
    Shape in = new Shape(1, 41, 39);
    Window window = new Window(3, 1, 1);
    byte[][] weights = new byte[9][5];
    for (byte[] row : weights) {
      random.nextBytes(row);
    }
    float[] multipliers = {0.001f, 0.002f, 0.003f, 0.004f, 0.005f};
    Layer layer = new Layer(in, window, weights, new int[5], multipliers, 100);
    RasterConvolution step = raster(layer);
    Workspace workspace = workspace(layer, step, List.of(window));
    byte[] noise = new byte[in.values()];
    random.nextBytes(noise);
    int[] codes = new int[noise.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = noise[i] & 0xff;
    }
    workspace.rasters = noise;
    step.run(workspace);
    assertResult(layer, codes, workspace.map(1), "noise");
    RowStep ofMap = new DenseConvolution(0, 1, window, denseSums(layer));
    Workspace other = workspace(layer, ofMap, List.of());
    fill(other.map(0), codes);
    ofMap.run(other);
    assertResult(layer, codes, other.map(1), "noise in a map");
  }
}
