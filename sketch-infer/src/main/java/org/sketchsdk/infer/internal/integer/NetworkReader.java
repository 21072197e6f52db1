package org.sketchsdk.infer.internal.integer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.sketchsdk.infer.internal.arithmetic.Arithmetic;
import org.sketchsdk.infer.internal.arithmetic.BlockLayout;
import org.sketchsdk.infer.internal.arithmetic.BlockSums;
import org.sketchsdk.infer.internal.arithmetic.Contributions;
import org.sketchsdk.infer.internal.arithmetic.Requantizer;
import org.sketchsdk.infer.internal.arithmetic.Scratch;
import org.sketchsdk.infer.internal.arithmetic.SparseSums;
import org.sketchsdk.infer.internal.arithmetic.Window;
import org.sketchsdk.infer.internal.engine.GraphReader;
import org.sketchsdk.infer.internal.integer.IntegerNetwork.MapLayout;
import org.sketchsdk.infer.internal.onnxfile.OnnxFile;
import org.sketchsdk.infer.internal.onnxfile.OnnxGraph;
import org.sketchsdk.infer.internal.onnxfile.OnnxGraph.Node;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelInfo.EmbeddingCodes;
import org.sketchsdk.infer.spi.BackendException;

/**
 * Makes a network of the nodes in a model's file that lead to the logits. Whatever it does not know
 * for certain how to compute is refused.
 */
final class NetworkReader extends GraphReader {
  private static final String MICROSOFT = "com.microsoft"; // domain of ONNX Runtime's operators

  // Far above any network of this SDK; they keep a hostile file from filling the memory.
  private static final int MAX_STEPS = 256;
  private static final long MAX_VALUES = 1 << 26;
  private static final long MAX_KEPT = 1 << 22; // between rows

  // Up to here it is faster to multiply zeros than to leave them out: docs/performance-notes.md.
  private static final int MAX_DENSE_CHANNELS = 16;
  private static final int MAX_DENSE_INPUTS = 256;

  private final int embeddingSize;
  private final Optional<EmbeddingCodes> embeddingCodes;
  private final Products products;
  private final Arithmetic arithmetic;
  private final Map<String, Value> values = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<MapLayout> maps = new ArrayList<>();
  private final List<Integer> bufferSizes = new ArrayList<>();
  private final Set<Integer> freeBuffers = new HashSet<>();
  private final Map<Integer, Integer> mapUses = new HashMap<>(); // per map
  private final List<Contributions.Layout> contributions = new ArrayList<>();
  private final Scratch.Sizes scratch = new Scratch.Sizes();
  private int maxBlock = 1;
  private final List<Window> rasterWindows = new ArrayList<>();
  private long kept;
  private int maxInputs = 1;
  private Optional<Embedding> embedding = Optional.empty();

  /** A result of a node: unsigned bytes. */
  private record Value(int map, Shape shape, int zeroPoint, boolean flat) {}

  /** Scale and zero point among a node's inputs. */
  private record Scale(float scale, int zeroPoint) {}

  /**
   * What a node of type QLinearConv computes with.
   *
   * @param shape sides of the codes
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Kernel(
      Scale in, byte[] codes, int[] shape, float[] multipliers, int[] bias, Scale out) {
    Requantizer requantizer() {
      return new Requantizer(multipliers, out.zeroPoint());
    }
  }

  private NetworkReader(ModelData model, Products products, Arithmetic arithmetic) {
    super(
        model,
        IntegerProvider.NAME,
        "it runs the models of 8-bit integers that \"sketch quantize\" makes, and the backend onnx"
            + " runs others");
    this.embeddingSize = model.info().embeddingSize();
    this.embeddingCodes = model.info().embeddingCodes();
    this.products = products;
    this.arithmetic = arithmetic;
  }

  /**
   * Reads a network.
   *
   * @throws BackendException if it is not one of the integers that this engine computes
   * @throws org.sketchsdk.infer.model.ModelFormatException if the file is damaged
   */
  static IntegerNetwork read(ModelData model, Products products, Arithmetic arithmetic) {
    int sizePx = model.info().rasterOptions().sizePx();
    return new NetworkReader(model, products, arithmetic)
        .network(new Shape(1, sizePx, sizePx), model.info().labels().size());
  }

  private IntegerNetwork network(Shape raster, int labels) {
    Deque<Node> nodes = new ArrayDeque<>(needed());
    values.put("raster", new Value(map(raster), raster, 0, false));
    mapUses.put(0, uses("raster"));
    while (!nodes.isEmpty()) {
      Node node = nodes.remove();
      if (steps.size() == MAX_STEPS) {
        throw refusal("it has more than " + MAX_STEPS + " layers");
      }
      boolean microsoft = node.domain().equals(MICROSOFT);
      if (node.outputs().get(0).equals("logits")) {
        check(node, microsoft && node.operator().equals("QGemm"), "makes the logits, not a QGemm");
        logits(node, labels);
        break;
      }
      if (node.domain().isEmpty()) {
        switch (node.operator()) {
          case "QLinearConv" -> convolution(node);
          case "Pad" -> rowConvolution(node, nodes);
          case "MaxPool" -> maxPool(node);
          case "Flatten" -> flatten(node);
          default -> throw unknown(node);
        }
      } else if (microsoft) {
        switch (node.operator()) {
          case "QGemm" -> dense(node);
          case "QLinearAdd" -> sum(node);
          case "QLinearGlobalAveragePool" -> average(node);
          default -> throw unknown(node);
        }
      } else {
        throw unknown(node);
      }
    }
    return new IntegerNetwork(
        steps,
        maps,
        bufferSizes,
        contributions,
        scratch,
        maxBlock,
        maxInputs,
        rasterWindows,
        maps.get(0).readers() > rasterWindows.size(),
        labels,
        embedding);
  }

  private void convolution(Node node) {
    Value in = codes(node, 0);
    check(node, !in.flat(), "convolves a vector");
    Kernel kernel = kernel(node, in);
    int[] shape = kernel.shape();
    Sliding sliding = sliding(node, shape);
    Window window = new Window(sliding.kernel(), sliding.stride(), sliding.padding());
    long group = number(node, "group", 1);
    if (group == 1) {
      int channels = in.shape().channels();
      check(node, shape[1] == channels, "has weights for " + shape[1] + " channels");
      convolution(node, in, kernel, window);
    } else {
      int outputs = shape[0];
      check(
          node,
          group == in.shape().channels() && group == outputs && shape[1] == 1,
          "has " + group + " groups of channels");
      int taps = window.taps();
      byte[][] weights = new byte[taps][outputs];
      for (int k = 0, at = 0; k < outputs; k++) {
        for (int tap = 0; tap < taps; tap++, at++) {
          weights[tap][k] = kernel.codes()[at];
        }
      }
      Value out = result(node, convolved(node, in.shape(), window, outputs), kernel.out());
      steps.add(
          new DepthwiseConvolution(
              in.map(), out.map(), window, weights, kernel.bias(), kernel.requantizer()));
    }
    done(node);
  }

  private Kernel kernel(Node node, Value in) {
    allow(node, 8, 9, "kernel_shape", "strides", "pads", "group", "dilations");
    Scale inScale = scale(node, 1, in);
    ConstantTensor tensor = tensor(node, 3, OnnxGraph.INT8);
    int[] shape = shape(tensor);
    check(node, shape.length == 4, "has weights of " + shape.length + " sides");
    int outputs = shape[0];
    noWeightOffset(node, 5);
    Scale outScale = outScale(node, 6);
    float[] multipliers = multipliers(node, inScale, floats(node, 4, outputs), outScale);
    int[] bias = node.inputs().size() > 8 ? integers(node, 8, outputs) : new int[outputs];
    return new Kernel(inScale, tensor.raw(), shape, multipliers, bias, outScale);
  }

  /** Adds a convolution of all channels, whose result has the node's name. */
  private void convolution(Node node, Value in, Kernel kernel, Window window) {
    int outputs = kernel.shape()[0];
    int channels = kernel.shape()[1];
    int taps = window.taps();
    byte[][] weights = new byte[taps * channels][outputs];
    for (int k = 0, at = 0; k < outputs; k++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int tap = 0; tap < taps; tap++, at++) {
          weights[tap * channels + channel][k] = kernel.codes()[at];
        }
      }
    }
    Shape shape = convolved(node, in.shape(), window, outputs);
    Value out = result(node, shape, kernel.out());
    steps.add(step(in, out, window, weights, kernel));
  }

  private Step step(Value in, Value out, Window window, byte[][] weights, Kernel kernel) {
    int[] bias = kernel.bias();
    int zeroPoint = kernel.in().zeroPoint();
    Requantizer requantizer = kernel.requantizer();
    boolean exact = products == Products.EXACT;
    int channels = in.shape().channels();
    boolean dense =
        exact
            && (in.map() == 0
                || (channels <= MAX_DENSE_CHANNELS && weights.length <= MAX_DENSE_INPUTS))
            && FloatMatrix.isExact(weights, bias, 255);
    if (dense && in.map() == 0) {
      rasterWindows.add(window);
      return new RasterConvolution(
          out.map(),
          rasterWindows.size() - 1,
          window,
          arithmetic.dense(window, weights, bias, requantizer));
    }
    if (dense) {
      maps.set(in.map(), maps.get(in.map()).withPixels());
      return new DenseConvolution(
          in.map(), out.map(), window, arithmetic.dense(window, weights, bias, requantizer));
    }
    Optional<SparseSums> sparse =
        exact ? arithmetic.sparse(window, weights, bias, requantizer) : Optional.empty();
    if (sparse.isPresent()) {
      maps.set(in.map(), maps.get(in.map()).withPixels());
      return new SparseConvolution(in.map(), out.map(), window, sparse.get());
    }
    if (exact && window.stride() <= window.kernel()) {
      int width = out.shape().width();
      BlockLayout layout = new BlockLayout(window, bias.length);
      Contributions.Layout keeps = layout.kept(out.shape().height(), width);
      if (kept + keeps.values() <= MAX_KEPT) {
        kept += keeps.values();
        maps.set(in.map(), maps.get(in.map()).withPixels());
        contributions.add(keeps);
        scratch.add(layout, channels, width);
        maxBlock = Math.max(maxBlock, layout.pixels());
        return new BlockConvolution(
            in.map(),
            out.map(),
            contributions.size() - 1,
            window,
            layout,
            new BlockSums(layout, weights, bias, requantizer, width));
      }
    }
    int[] order = IntStream.range(0, weights.length).toArray();
    if (channels > 1) {
      maps.set(in.map(), maps.get(in.map()).withLists());
    }
    return new Convolution(
        in.map(), out.map(), window, matrix(weights, bias, order, zeroPoint), requantizer);
  }

  /**
   * Reads a convolution of the raster's pixels that takes neighbors in a row as channels, the way
   * "sketch quantize" writes it: Pad, Reshape, Transpose, QLinearConv, Transpose, Reshape,
   * Transpose. It is computed as the convolution of pixels that it stands for.
   *
   * @param following the nodes after the first; those that belong to it are removed
   */
  private void rowConvolution(Node pad, Deque<Node> following) {
    Value in = codes(pad, 0);
    Shape raster = in.shape();
    int[] added = padding(pad);
    check(
        pad,
        !in.flat() && raster.channels() == 1 && in.zeroPoint() == 0,
        "pads other values than those of the raster");
    Node toRows = next(pad, following, "Reshape");
    int[] rows = reshaped(toRows);
    int pixels = rows[2];
    check(
        toRows,
        pixels <= MAX_KERNEL
            && rows[0] == added[0] + raster.height() + added[2]
            && rows[1] * pixels == added[1] + raster.width() + added[3],
        "makes "
            + Arrays.toString(rows)
            + " of "
            + raster
            + ", padded by "
            + Arrays.toString(added));
    Node toChannels = transposed(toRows, following, List.of(0L, 3L, 1L, 2L));
    Node node = next(toChannels, following, "QLinearConv");
    Kernel groups = kernel(node, in);
    Node back = transposed(node, following, List.of(0L, 2L, 3L, 1L));
    Node toPixels = next(back, following, "Reshape");
    int[] result = reshaped(toPixels);
    Node last = transposed(toPixels, following, List.of(0L, 3L, 1L, 2L));
    List<Long> strides = node.attributes().getOrDefault("strides", List.of());
    int stride = strides.isEmpty() ? 0 : (int) Math.min(MAX_KERNEL + 1, strides.get(0));
    int size = groups.shape()[2];
    check(
        node,
        stride >= 1 && pixels % stride == 0 && size <= MAX_KERNEL && size % 2 == 1,
        "slides a kernel of " + size + " by " + strides + " over groups of " + pixels);
    int places = pixels / stride;
    int channels = groups.shape()[0] / places;
    int width = groups.shape()[3]; // of the kernel, in groups
    int padding = size / 2;
    Window window = new Window(size, stride, padding);
    Shape convolved = convolved(node, raster, window, channels);
    same(node, "dilations", 2, 1);
    same(node, "pads", 4, 0);
    check(
        node,
        List.of((long) size, (long) width).equals(node.attributes().get("kernel_shape"))
            && List.of((long) stride, 1L).equals(strides)
            && number(node, "group", 1) == 1
            && groups.shape()[1] == pixels
            && groups.shape()[0] % places == 0
            && pixels - stride + size <= width * pixels // the last place has all of its weights
            && added[0] == padding
            && added[1] == padding
            && rows[0] >= size
            && (rows[0] - size) / stride + 1 == convolved.height()
            && (rows[1] - width + 1) * places == convolved.width()
            && new Shape(result[2], result[0], result[1]).equals(convolved),
        "convolves rows in a way that is not known");
    byte[] codes =
        require(
            node,
            PixelWeights.of(groups.codes(), groups.shape(), stride),
            "computes neighbors differently");
    float[] multipliers = Arrays.copyOf(groups.multipliers(), channels);
    int[] bias = Arrays.copyOf(groups.bias(), channels);
    boolean alike = true;
    for (int k = 0; k < places * channels; k++) {
      alike &= groups.bias()[k] == bias[k % channels];
      alike &= groups.multipliers()[k] == multipliers[k % channels];
    }
    check(node, alike, "computes neighbors differently");
    Kernel kernel =
        new Kernel(
            groups.in(),
            codes,
            new int[] {channels, 1, size, size},
            multipliers,
            bias,
            groups.out());
    convolution(last, in, kernel, window);
    done(pad);
  }

  /** Takes the next node, which alone reads the one before it. */
  private Node next(Node before, Deque<Node> following, String operator) {
    String name = before.outputs().get(0);
    String otherwise = "is not followed by a node of type " + operator + " alone";
    Node node = require(before, following.poll(), otherwise);
    check(
        before,
        node.domain().isEmpty()
            && node.operator().equals(operator)
            && !node.inputs().isEmpty()
            && node.inputs().get(0).equals(name)
            && uses(name) == 1,
        otherwise);
    return node;
  }

  private Node transposed(Node before, Deque<Node> following, List<Long> axes) {
    Node node = next(before, following, "Transpose");
    allow(node, 1, 1, "perm");
    check(node, axes.equals(node.attributes().get("perm")), "does not order axes as " + axes);
    return node;
  }

  /** Returns the sides that a node gives each raster's values. */
  private int[] reshaped(Node node) {
    allow(node, 2, 2, "allowzero");
    check(node, number(node, "allowzero", 0) == 0, "takes 0 for a side");
    long[] sides = longs(node, 1);
    check(node, sides.length == 4 && sides[0] == 0, "joins or parts rasters");
    int[] shape = new int[3];
    for (int i = 0; i < 3; i++) {
      check(
          node,
          sides[i + 1] >= 1 && sides[i + 1] <= Short.MAX_VALUE,
          "has the side " + sides[i + 1]);
      shape[i] = (int) sides[i + 1];
    }
    return shape;
  }

  /** Returns the zeros that a node adds above, to the left, below and to the right. */
  private int[] padding(Node node) {
    allow(node, 2, 2);
    long[] pads = longs(node, 1);
    check(node, pads.length == 8, "pads " + pads.length / 2 + " axes");
    int[] added = new int[4];
    for (int i = 0; i < 8; i++) {
      boolean map = i % 4 >= 2; // an axis of rows or columns
      check(
          node,
          pads[i] >= 0 && pads[i] <= (map ? Short.MAX_VALUE : 0),
          "pads axis " + i % 4 + " by " + pads[i]);
      if (map) {
        added[i / 4 * 2 + i % 2] = (int) pads[i];
      }
    }
    return added;
  }

  private long[] longs(Node node, int index) {
    byte[] raw = tensor(node, index, OnnxGraph.INT64).raw();
    long[] numbers = new long[raw.length / Long.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(numbers);
    return numbers;
  }

  private void maxPool(Node node) {
    allow(node, 1, 1, "kernel_shape", "strides", "pads", "dilations", "ceil_mode", "storage_order");
    Value in = codes(node, 0);
    check(node, !in.flat(), "pools a vector");
    int kernel = same(node, "kernel_shape", 2, -1);
    int stride = same(node, "strides", 2, -1);
    same(node, "pads", 4, 0);
    same(node, "dilations", 2, 1);
    check(node, number(node, "ceil_mode", 0) == 0, "rounds sides up");
    check(node, kernel >= 1 && kernel <= MAX_KERNEL, "has a kernel of " + kernel);
    check(node, stride >= 1 && stride <= MAX_KERNEL, "has a stride of " + stride);
    Window window = new Window(kernel, stride, 0);
    Shape shape = convolved(node, in.shape(), window, in.shape().channels());
    Value out = result(node, shape, new Scale(1, in.zeroPoint()));
    steps.add(new MaxPool(in.map(), out.map(), window));
    done(node);
  }

  private void flatten(Node node) {
    allow(node, 1, 1, "axis");
    Value in = codes(node, 0);
    check(node, number(node, "axis", 1) == 1, "flattens more than rasters");
    String name = node.outputs().get(0);
    values.put(name, new Value(in.map(), in.shape(), in.zeroPoint(), true));
    mapUses.merge(in.map(), uses(name) - 1, Integer::sum); // who reads it reads the map
  }

  private void average(Node node) {
    allow(node, 5, 5, "channels_last");
    Value in = codes(node, 0);
    check(node, !in.flat(), "averages a vector");
    check(node, number(node, "channels_last", 0) == 0, "expects channels last");
    Scale inScale = scale(node, 1, in);
    Scale outScale = outScale(node, 3);
    int channels = in.shape().channels();
    float[] multipliers = new float[channels];
    float multiplier = inScale.scale() / (outScale.scale() * (float) in.shape().pixels());
    check(node, multiplier > 0 && multiplier < Float.POSITIVE_INFINITY, "has unusable scales");
    Arrays.fill(multipliers, multiplier);
    Value out = result(node, new Shape(channels, 1, 1), outScale);
    steps.add(new Average(in.map(), out.map(), new Requantizer(multipliers, outScale.zeroPoint())));
    done(node);
  }

  private void sum(Node node) {
    allow(node, 8, 8);
    Value a = codes(node, 0);
    Scale scaleA = scale(node, 1, a);
    Value b = codes(node, 3);
    Scale scaleB = scale(node, 4, b);
    Scale outScale = outScale(node, 6);
    check(node, a.shape().equals(b.shape()) && a.flat() == b.flat(), "adds different shapes");
    Value out = result(node, a.shape(), outScale);
    values.put(node.outputs().get(0), new Value(out.map(), out.shape(), out.zeroPoint(), a.flat()));
    steps.add(
        new Sum(
            a.map(),
            new Sum.Codes(scaleA.scale(), scaleA.zeroPoint()),
            b.map(),
            new Sum.Codes(scaleB.scale(), scaleB.zeroPoint()),
            out.map(),
            new Sum.Codes(outScale.scale(), outScale.zeroPoint())));
    done(node);
  }

  private void dense(Node node) {
    allow(node, 9, 9, "transA", "transB");
    Value in = codes(node, 0);
    Scale inScale = scale(node, 1, in);
    WeightMatrix matrix = denseWeights(node, in);
    Scale outScale = outScale(node, 7);
    float[] multipliers = multipliers(node, inScale, floats(node, 4, matrix.outputs()), outScale);
    Value out = result(node, new Shape(matrix.outputs(), 1, 1), outScale);
    values.put(node.outputs().get(0), new Value(out.map(), out.shape(), out.zeroPoint(), true));
    steps.add(
        Dense.codes(
            in.map(), out.map(), matrix, new Requantizer(multipliers, outScale.zeroPoint())));
    done(node);
  }

  private void logits(Node node, int labels) {
    allow(node, 7, 7, "transA", "transB");
    Value in = codes(node, 0);
    Scale inScale = scale(node, 1, in);
    WeightMatrix matrix = denseWeights(node, in);
    check(node, matrix.outputs() == labels, "makes " + matrix.outputs() + " logits");
    float[] scales = floats(node, 4, labels).clone();
    for (int k = 0; k < labels; k++) {
      scales[k] = inScale.scale() * scales[k];
    }
    steps.add(Dense.logits(in.map(), matrix, scales));
    if (embeddingSize > 0) {
      embedding = Optional.of(embedding(node, in, inScale));
    }
  }

  private Embedding embedding(Node node, Value in, Scale scale) {
    check(
        node,
        node.inputs().get(0).equals("embedding") && in.shape().values() == embeddingSize,
        "does not read the model's embedding of " + embeddingSize);
    check(
        node,
        embeddingCodes.isPresent()
            && embeddingCodes.get().scale() == scale.scale()
            && embeddingCodes.get().zeroPoint() == scale.zeroPoint(),
        "takes codes with the scale "
            + scale.scale()
            + " as the embedding, which the metadata describes otherwise");
    return new Embedding(in.map(), order(in.shape()), scale.scale());
  }

  private WeightMatrix denseWeights(Node node, Value in) {
    check(node, in.flat(), "multiplies a map");
    check(node, number(node, "transA", 0) == 0, "transposes its input");
    check(node, number(node, "transB", 0) == 1, "has weights that are not [outputs, inputs]");
    ConstantTensor tensor = tensor(node, 3, OnnxGraph.INT8);
    int[] shape = shape(tensor);
    int inputs = in.shape().values();
    check(
        node,
        shape.length == 2 && shape[1] == inputs,
        "has weights that are not for " + inputs + " inputs");
    int outputs = shape[0];
    noWeightOffset(node, 5);
    int[] bias = integers(node, 6, outputs);
    int[] order = order(in.shape());
    byte[][] weights = new byte[inputs][outputs];
    for (int i = 0; i < inputs; i++) {
      for (int k = 0; k < outputs; k++) {
        weights[order[i]][k] = tensor.raw()[k * inputs + i];
      }
    }
    return matrix(weights, bias, order, in.zeroPoint());
  }

  /** Where in a map each value is: the file's order is channel by channel, a map's by pixels. */
  private static int[] order(Shape shape) {
    int[] order = new int[shape.values()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i % shape.pixels() * shape.channels() + i / shape.pixels();
    }
    return order;
  }

  private WeightMatrix matrix(byte[][] weights, int[] bias, int[] order, int zeroPoint) {
    maxInputs = Math.max(maxInputs, weights.length);
    return products == Products.EXACT
        ? new FloatMatrix(weights, bias, Math.max(zeroPoint, 255 - zeroPoint))
        : new ClippedMatrix(weights, bias, order, zeroPoint);
  }

  private Shape convolved(Node node, Shape in, Window window, int channels) {
    int height = window.outputs(in.height());
    int width = window.outputs(in.width());
    check(node, height >= 1 && width >= 1, "has a window that is larger than its input");
    check(node, (long) channels * height * width <= MAX_VALUES, "has too large a result");
    return new Shape(channels, height, width);
  }

  private float[] multipliers(Node node, Scale in, float[] weights, Scale out) {
    float[] multipliers = new float[weights.length];
    for (int k = 0; k < weights.length; k++) {
      multipliers[k] = (in.scale() * weights[k]) / out.scale();
      // also keeps 0 times infinity, which is no number, out of the sums
      check(node, Math.abs(multipliers[k]) < Float.POSITIVE_INFINITY, "has unusable scales");
    }
    return multipliers;
  }

  /** Makes room for a node's result. */
  private Value result(Node node, Shape shape, Scale scale) {
    Value value = new Value(map(shape), shape, scale.zeroPoint(), false);
    String name = node.outputs().get(0);
    values.put(name, value);
    mapUses.put(value.map(), uses(name));
    return value;
  }

  private int map(Shape shape) {
    int buffer = bufferSizes.size();
    if (freeBuffers.isEmpty()) {
      bufferSizes.add(shape.values());
    } else {
      buffer = freeBuffers.iterator().next();
      freeBuffers.remove(buffer);
      bufferSizes.set(buffer, Math.max(bufferSizes.get(buffer), shape.values()));
    }
    maps.add(new MapLayout(shape, buffer, 0, 0, false));
    long total = 0;
    for (int size : bufferSizes) {
      total += size;
    }
    for (MapLayout map : maps) {
      total += 2L * map.shape().pixels(); // which ones are equal
    }
    total += 2 * PixelLists.maxValues(shape) + 2L * shape.values(); // lists of codes
    if (total > MAX_VALUES) {
      throw refusal("its maps have more than " + MAX_VALUES + " values");
    }
    return maps.size() - 1;
  }

  /** Frees the buffers of maps that no later node reads. */
  private void done(Node node) {
    for (String name : node.inputs()) {
      Value value = values.get(name);
      if (value != null && mapUses.merge(value.map(), -1, Integer::sum) == 0) {
        freeBuffers.add(maps.get(value.map()).buffer());
      }
    }
  }

  private Value codes(Node node, int index) {
    Value value =
        require(
            node,
            values.get(node.inputs().get(index)),
            "has an input " + index + " that no node before it makes");
    maps.set(value.map(), maps.get(value.map()).withReader());
    return value;
  }

  /** Reads the scale and the zero point of an input, which must be those that it has. */
  private Scale scale(Node node, int index, Value value) {
    Scale scale = outScale(node, index);
    check(
        node,
        scale.zeroPoint() == value.zeroPoint(),
        "takes "
            + scale.zeroPoint()
            + " as the zero point of codes whose zero point is "
            + value.zeroPoint());
    return scale;
  }

  private Scale outScale(Node node, int index) {
    float scale = floats(node, index, 1)[0];
    check(node, scale > 0 && scale < Float.POSITIVE_INFINITY, "has the scale " + scale);
    ConstantTensor zeroPoint = tensor(node, index + 1, OnnxFile.UINT8);
    check(node, zeroPoint.raw().length == 1, "has several zero points of codes");
    return new Scale(scale, zeroPoint.raw()[0] & 0xff);
  }

  private void noWeightOffset(Node node, int index) {
    for (byte zeroPoint : tensor(node, index, OnnxGraph.INT8).raw()) {
      check(node, zeroPoint == 0, "has weights with the zero point " + zeroPoint);
    }
  }

  private float[] floats(Node node, int index, int count) {
    float[] numbers = floats(tensor(node, index, OnnxFile.FLOAT));
    check(node, numbers.length == count, "has " + numbers.length + " scales for " + count);
    return numbers;
  }

  private int[] integers(Node node, int index, int count) {
    ConstantTensor tensor = tensor(node, index, OnnxGraph.INT32);
    int[] numbers = new int[tensor.raw().length / Integer.BYTES];
    check(node, numbers.length == count, "has " + numbers.length + " biases for " + count);
    ByteBuffer.wrap(tensor.raw()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(numbers);
    return numbers;
  }
}
