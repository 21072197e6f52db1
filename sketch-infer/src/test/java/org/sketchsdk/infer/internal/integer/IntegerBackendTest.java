package org.sketchsdk.infer.internal.integer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.infer.spi.InferenceBackendProvider;
import org.sketchsdk.testing.ModuleDescriptors;
import org.sketchsdk.testing.models.IntegerTestModel;
import org.sketchsdk.testing.models.TestGraph;
import org.sketchsdk.testing.models.TestModel;

class IntegerBackendTest {
  private static final IntegerTestModel MODEL = IntegerTestModel.random();

  private static InferenceBackend open(byte[] bytes) {
    return new IntegerProvider().open(ModelData.of(bytes, "test"), BackendOptions.defaults());
  }

  private static float[] run(InferenceBackend backend, byte[] raster) {
    float[] logits = new float[MODEL.labels().size()];
    backend.run(raster, 1, logits);
    return logits;
  }

  private static float[] embed(InferenceBackend backend, byte[] raster) {
    float[] embedding = new float[backend.embeddingSize()];
    backend.run(raster, 1, new float[MODEL.labels().size()], embedding);
    return embedding;
  }

  @Test
  void isFoundOnTheClassPath() {
    List<InferenceBackendProvider> providers =
        ServiceLoader.load(InferenceBackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    assertThat(providers).extracting(InferenceBackendProvider::name).contains("java");
  }

  @Test
  void isFoundOnTheModulePath() {
    assertThat(ModuleDescriptors.descriptor().provides())
        .anySatisfy(
            provides -> {
              assertThat(provides.service()).isEqualTo(InferenceBackendProvider.class.getName());
              assertThat(provides.providers()).contains(IntegerProvider.class.getName());
            });
  }

  @Test
  void clippingChangesNothingWhereNoTwoWeightsAreLargeEnough() {
    Random random = new Random(20261101);
    ModelData data = ModelData.of(MODEL.bytes(), "test");
    try (InferenceBackend java = open(MODEL.bytes());
        InferenceBackend clipped = IntegerProvider.open(data, Products.CLIPPED_PAIRS)) {
      for (int i = 0; i < 200; i++) {
        byte[] raster = raster(random, i);
        assertThat(run(clipped, raster)).isEqualTo(run(java, raster));
        assertThat(embed(clipped, raster)).isEqualTo(embed(java, raster));
      }
    }
  }

  @Test
  void rastersOfManyKindsGiveTheSameAloneAndTogether() {
    int side = IntegerTestModel.SIZE_PX;
    int last = side - 1;
    int[][] marks = { // x, y, width, height
      {0, 0, 0, 0}, {0, 0, side, side}, {0, 13, 1, 1}, {last, 13, 1, 1}, {13, 0, 1, 1},
      {13, last, 1, 1}, {0, 0, 1, 1}, {last, last, 1, 1}, {0, 13, side, 1}, {13, 0, 1, side}
    };
    byte[] rasters = new byte[marks.length * MODEL.pixels()];
    for (int i = 0; i < marks.length; i++) {
      for (int y = marks[i][1]; y < marks[i][1] + marks[i][3]; y++) {
        int from = i * MODEL.pixels() + y * side + marks[i][0];
        Arrays.fill(rasters, from, from + marks[i][2], (byte) 255);
      }
    }
    int labels = MODEL.labels().size();
    float[] together = new float[marks.length * labels];
    ModelData data = ModelData.of(MODEL.bytes(), "test");
    try (InferenceBackend java = open(MODEL.bytes());
        InferenceBackend clipped = IntegerProvider.open(data, Products.CLIPPED_PAIRS)) {
      java.run(rasters, marks.length, together);
      for (int i = 0; i < marks.length; i++) {
        byte[] raster = Arrays.copyOfRange(rasters, i * MODEL.pixels(), (i + 1) * MODEL.pixels());
        float[] alone = run(java, raster);
        assertThat(alone).isEqualTo(Arrays.copyOfRange(together, i * labels, (i + 1) * labels));
        assertThat(alone).isEqualTo(run(clipped, raster));
      }
    }
  }

  /**
   * On paper that is all ink, with the middle of the first kernel 64: channel 0 has round((255 · 64
   * − 200) · 0.0025 / 0.5) = round(80.6), the others their bias, 3 and 100. In the second
   * convolution 10 in the middle of channel 0's kernel gives round((81 · 10 + 100) · 0.5 · 0.01 /
   * 0.25) = round(18.2), the others have clip(−50 · 0.04) = 0 and 30.
   */
  @Test
  void givesLogitsComputedByHand() {
    byte[] first = new byte[3 * 5 * 5];
    first[2 * 5 + 2] = 64;
    byte[] second = new byte[3 * 3 * 3 * 3];
    second[4] = 10;
    byte[] matrix = new byte[5 * 3 * 49];
    Arrays.fill(matrix, 0, 49, (byte) 1); // label 0: channel 0
    Arrays.fill(matrix, (2 * 3 + 2) * 49, (2 * 3 + 3) * 49, (byte) -1); // label 2: channel 2
    matrix[4 * 3 * 49] = 1; // label 4: the corner of channel 0
    byte[] bytes =
        MODEL.bytes(
            model -> {
              GraphProto.Builder graph = model.getGraphBuilder();
              TensorProto.DataType type = TensorProto.DataType.INT8;
              setTensor(graph, TestGraph.tensor("first", type, first, 3, 1, 5, 5));
              setTensor(graph, TestGraph.tensor("second", type, second, 3, 3, 3, 3));
              setTensor(graph, TestGraph.tensor("matrix", type, matrix, 5, 3 * 49));
            });
    byte[] ink = new byte[MODEL.pixels()];
    Arrays.fill(ink, (byte) 255);
    try (InferenceBackend backend = open(bytes)) {
      assertThat(run(backend, ink))
          .containsExactly(
              new float[] {
                18 * 49 * 0.25f * 0.001f,
                1_000 * 0.25f * 0.002f,
                (-1_000 - 30 * 49) * 0.25f * 0.003f,
                20_000 * 0.25f * 0.004f,
                (7 + 18) * 0.25f * 0.005f
              },
              within(1e-5f));
    }
  }

  /** Noise, and blocks of one color, which the engine computes once. */
  private static byte[] raster(Random random, int kind) {
    byte[] raster = new byte[MODEL.pixels()];
    if (kind % 4 == 0) {
      random.nextBytes(raster);
    }
    for (int blocks = kind % 4; blocks > 0; blocks--) {
      int left = random.nextInt(28);
      int top = random.nextInt(28);
      int ink = random.nextInt(256);
      for (int y = top; y < 28 - random.nextInt(14); y++) {
        for (int x = left; x < Math.min(28, left + 12); x++) {
          raster[y * 28 + x] = (byte) ink;
        }
      }
    }
    return raster;
  }

  @Test
  void allocatesNothingForARaster() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] raster = new byte[MODEL.pixels()];
    float[] logits = new float[MODEL.labels().size()];
    int calls = 5_000;
    long allocated;
    try (InferenceBackend backend = open(MODEL.bytes())) {
      for (int i = 0; i < calls; i++) {
        backend.run(raster, 1, logits);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        backend.run(raster, 1, logits);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated / calls).isLessThan(16);
  }

  private static final int ROW_PIXELS = 4;

  private static byte[] constant(String name) {
    return MODEL.proto().getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getRawData()
        .toByteArray();
  }

  /** The first convolution, 5 × 5 with stride 2, as one of groups of four pixels in a row. */
  private static void takeRows(GraphProto.Builder graph) {
    byte[] pixels = constant("first");
    int channels = IntegerTestModel.CHANNELS;
    byte[] rows = new byte[2 * channels * ROW_PIXELS * 5 * 2];
    for (int place = 0; place < 2; place++) {
      for (int k = 0; k < channels; k++) {
        for (int y = 0; y < 5; y++) {
          for (int x = 0; x < 5; x++) {
            int column = 2 * place + x;
            int channel = (place * channels + k) * ROW_PIXELS + column % ROW_PIXELS;
            rows[(channel * 5 + y) * 2 + column / ROW_PIXELS] = pixels[(k * 5 + y) * 5 + x];
          }
        }
      }
    }
    setTensor(
        graph,
        TestGraph.tensor(
            "first", TensorProto.DataType.INT8, rows, 2L * channels, ROW_PIXELS, 5, 2));
    NodeProto.Builder convolution = graph.getNodeBuilder(0);
    for (int i : new int[] {4, 8}) { // scales and biases: the same for both places
      String name = convolution.getInput(i);
      byte[] once = constant(name);
      byte[] twice = Arrays.copyOf(once, 2 * once.length);
      System.arraycopy(once, 0, twice, once.length, once.length);
      TensorProto.DataType type = i == 4 ? TensorProto.DataType.FLOAT : TensorProto.DataType.INT32;
      String rowName = name + "OfRows"; // other nodes may read the constant
      graph.addInitializer(TestGraph.tensor(rowName, type, twice, 2L * channels));
      convolution.setInput(i, rowName);
    }
    String result = convolution.getOutput(0);
    convolution
        .setInput(0, "channels")
        .setOutput(0, "places")
        .setAttribute(0, TestGraph.numbers("kernel_shape", 5, 2))
        .setAttribute(1, TestGraph.numbers("strides", 2, 1))
        .setAttribute(2, TestGraph.numbers("pads", 0, 0, 0, 0));
    graph.addNode(0, pad(graph, 0, 0, 2, 2, 0, 0, 1, 2));
    graph.addNode(1, reshape(graph, "padded", "rows", 31, 32 / ROW_PIXELS, ROW_PIXELS));
    graph.addNode(2, transpose("rows", "channels", 0, 3, 1, 2));
    graph.addNode(4, transpose("places", "back", 0, 2, 3, 1));
    graph.addNode(5, reshape(graph, "back", "pixels", 14, 14, channels));
    graph.addNode(6, transpose("pixels", result, 0, 3, 1, 2));
  }

  private static NodeProto pad(GraphProto.Builder graph, long... zeros) {
    return withNumbers(graph, "Pad", "raster", "padded", zeros);
  }

  private static NodeProto reshape(
      GraphProto.Builder graph, String from, String to, long... sides) {
    long[] shape = new long[sides.length + 1]; // 0 in front: as many rasters as there are
    System.arraycopy(sides, 0, shape, 1, sides.length);
    return withNumbers(graph, "Reshape", from, to, shape);
  }

  private static NodeProto withNumbers(
      GraphProto.Builder graph, String operator, String from, String to, long... numbers) {
    ByteBuffer raw = ByteBuffer.allocate(numbers.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(numbers);
    graph.addInitializer(
        TestGraph.tensor(to + "Numbers", TensorProto.DataType.INT64, raw.array(), numbers.length));
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(to + "Node")
        .addInput(from)
        .addInput(to + "Numbers")
        .addOutput(to)
        .build();
  }

  private static NodeProto transpose(String from, String to, long... axes) {
    return NodeProto.newBuilder()
        .setOpType("Transpose")
        .setName(to + "Node")
        .addInput(from)
        .addOutput(to)
        .addAttribute(TestGraph.numbers("perm", axes))
        .build();
  }

  @Test
  void rowsOfPixelsAsChannelsGiveTheSameLogits() {
    Random random = new Random(3);
    byte[] rasters = new byte[5 * MODEL.pixels()];
    for (int i = 0; i < rasters.length; i++) {
      rasters[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
    }
    float[] expected = new float[5 * MODEL.labels().size()];
    float[] actual = new float[expected.length];
    try (InferenceBackend pixels = open(MODEL.bytes());
        InferenceBackend rows = open(MODEL.bytes(model -> takeRows(model.getGraphBuilder())))) {
      pixels.run(rasters, 5, expected);
      rows.run(rasters, 5, actual);
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void refusesRowsThatItCannotRead() {
    assertRowsRefused(
        graph -> changeWeight(graph, 0), "node mapNode of type QLinearConv computes neighbors");
    assertRowsRefused(
        graph -> {
          NodeProto.Builder convolution = graph.getNodeBuilder(3);
          byte[] bias = new byte[2 * IntegerTestModel.CHANNELS * 4];
          bias[0] = 1;
          setTensor(
              graph,
              TestGraph.tensor(
                  convolution.getInput(8), TensorProto.DataType.INT32, bias, bias.length / 4));
        },
        "computes neighbors differently");
    assertRowsRefused(
        graph -> graph.getNodeBuilder(3).setAttribute(1, TestGraph.numbers("strides", 3, 1)),
        "slides a kernel of 5 by [3, 1] over groups of 4");
    assertRowsRefused(
        graph -> graph.setNode(1, reshape(graph, "padded", "rows", 14, 14, 4)),
        "node rowsNode of type Reshape makes [14, 14, 4] of ");
    assertRowsRefused(
        graph -> graph.setNode(2, transpose("rows", "channels", 0, 3, 2, 1)),
        "node channelsNode of type Transpose does not order axes as [0, 3, 1, 2]");
    assertRowsRefused(
        graph -> graph.getNodeBuilder(3).setAttribute(2, TestGraph.numbers("pads", 2, 0, 2, 2)),
        "has pads [2, 0, 2, 2]");
    assertRowsRefused(
        graph -> graph.setNode(0, pad(graph, 0, 0, 2, 1, 0, 0, 1, 3)),
        "convolves rows in a way that is not known");
    assertRowsRefused(
        graph -> graph.setNode(0, pad(graph, 0, 0, 3, 2, 0, 0, 0, 2)),
        "convolves rows in a way that is not known");
    assertRowsRefused(
        graph -> graph.setNode(0, pad(graph, 0, 1, 2, 2, 0, 0, 1, 2)), "pads axis 1 by 1");
    assertRowsRefused(
        graph -> graph.setNode(0, pad(graph, 0, 0, 2, 2, 0, 0, -1, 2)), "pads axis 2 by -1");
    assertRowsRefused(graph -> graph.setNode(0, pad(graph, 2, 2, 1, 2)), "pads 2 axes");
    assertRowsRefused(IntegerBackendTest::cutWindows, "convolves rows in a way that is not known");
    assertRowsRefused(
        graph -> graph.getNodeBuilder(7).setInput(0, "channels"),
        "is not followed by a node of type QLinearConv alone");
    assertRowsRefused(
        graph -> graph.getNodeBuilder(6).setOpType("Identity"),
        "is not followed by a node of type Transpose alone");
  }

  /** Takes groups of two pixels, and windows of two groups, which lack their fifth column. */
  private static void cutWindows(GraphProto.Builder graph) {
    int channels = IntegerTestModel.CHANNELS;
    byte[] codes = new byte[channels * 2 * 5 * 2];
    Arrays.fill(codes, (byte) 1);
    setTensor(
        graph, TestGraph.tensor("first", TensorProto.DataType.INT8, codes, channels, 2, 5, 2));
    graph.setNode(0, pad(graph, 0, 0, 2, 2, 0, 0, 1, 0));
    graph.setNode(1, reshape(graph, "padded", "rows", 31, 15, 2));
    NodeProto.Builder convolution = graph.getNodeBuilder(3);
    for (int i : new int[] {4, 8}) {
      convolution.setInput(i, convolution.getInput(i).replace("OfRows", ""));
    }
  }

  private static void assertRowsRefused(Consumer<GraphProto.Builder> change, String words) {
    assertRefused(
        graph -> {
          takeRows(graph);
          change.accept(graph);
        },
        words);
  }

  private static void changeWeight(GraphProto.Builder graph, int at) {
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      if (tensor.getName().equals("first")) {
        byte[] codes = tensor.getRawData().toByteArray();
        codes[at] ^= 1;
        tensor.setRawData(ByteString.copyFrom(codes));
      }
    }
  }

  private static void assertRefused(Consumer<GraphProto.Builder> change, String... words) {
    byte[] bytes = MODEL.bytes(model -> change.accept(model.getGraphBuilder()));
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> open(bytes))
        .withMessageStartingWith("backend java: cannot run model test5: ")
        .withMessageContainingAll(words)
        .withMessageEndingWith("and the backend onnx runs others");
  }

  private static void setTensor(GraphProto.Builder graph, TensorProto tensor) {
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      if (graph.getInitializer(i).getName().equals(tensor.getName())) {
        graph.setInitializer(i, tensor);
      }
    }
  }

  @Test
  void refusesAModelOfFloats() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> open(TestModel.random().bytes()))
        .withMessage(
            "backend java: cannot run model test5: node bytesNode is of type Cast; it runs the models"
                + " of 8-bit integers that \"sketch quantize\" makes, and the backend onnx runs"
                + " others");
  }

  @Test
  void refusesOperatorsThatItDoesNotKnow() {
    assertRefused(
        graph -> graph.getNodeBuilder(2).setOpType("ConvInteger"),
        "node featuresNode is of type ConvInteger");
    assertRefused(
        graph -> graph.getNodeBuilder(2).setDomain("org.example"),
        "is of type org.example.QLinearConv");
    assertRefused(graph -> graph.getNodeBuilder(4).setOpType("QLinearMatMul"), "makes the logits");
    assertRefused(graph -> graph.getNodeBuilder(4).setOutput(0, "other"), "no node makes");
  }

  @Test
  void refusesAttributesThatItDoesNotKnow() {
    assertRefused(
        graph ->
            graph
                .getNodeBuilder(2)
                .addAttribute(
                    TestGraph.number("x", 0).toBuilder()
                        .setName("auto_pad")
                        .setS(ByteString.copyFromUtf8("VALID"))),
        "node featuresNode of type QLinearConv has the attribute auto_pad");
    assertRefused(
        graph -> graph.getNodeBuilder(2).addAttribute(TestGraph.numbers("dilations", 2, 2)),
        "has dilations [2, 2]");
    assertRefused(
        graph -> graph.getNodeBuilder(2).addAttribute(TestGraph.number("group", 3)),
        "has 3 groups");
    assertRefused(
        graph -> graph.getNodeBuilder(2).setAttribute(1, TestGraph.numbers("strides", 1, 2)),
        "has strides [1, 2]");
    assertRefused(
        graph -> graph.getNodeBuilder(1).addAttribute(TestGraph.number("ceil_mode", 1)),
        "rounds sides up");
    assertRefused(
        graph -> graph.getNodeBuilder(1).setAttribute(0, TestGraph.numbers("kernel_shape", 15, 15)),
        "a window that is larger than its input");
    assertRefused(
        graph -> graph.getNodeBuilder(4).setAttribute(0, TestGraph.number("transB", 0)),
        "not [outputs, inputs]");
  }

  @Test
  void refusesConstantsThatDoNotFit() {
    assertRefused(
        graph -> setTensor(graph, TestGraph.tensor("zero", TensorProto.DataType.INT8, new byte[1])),
        "of another type or storage");
    assertRefused(
        graph ->
            setTensor(
                graph, TestGraph.tensor("noOffset", TensorProto.DataType.INT8, new byte[] {1})),
        "weights with the zero point 1");
    assertRefused(
        graph -> graph.getNodeBuilder(2).setInput(2, "zero"),
        "takes 0 as the zero point of codes whose zero point is 100");
    assertRefused(
        graph -> setTensor(graph, TestGraph.scalar("firstScale", Float.NaN)), "has the scale NaN");
    assertRefused(
        graph -> setTensor(graph, TestGraph.scalar("secondScale", 0)), "has the scale 0.0");
    assertRefused(
        graph -> setTensor(graph, TestGraph.scalar("secondScale", Float.MIN_VALUE)),
        "unusable scales");
    assertRefused(
        graph ->
            setTensor(
                graph,
                TestGraph.tensor(
                    "second", TensorProto.DataType.INT8, new byte[81], 81, 1L << 40, 3, 3)),
        "without values");
    assertRefused(
        graph ->
            setTensor(
                graph,
                TestGraph.tensor("second", TensorProto.DataType.INT8, new byte[81], 9, 3, 3)),
        "weights of 3 sides");
    assertRefused(graph -> graph.getNodeBuilder(2).setInput(8, "firstScales"), "another type");
    assertRefused(graph -> graph.getNodeBuilder(2).setInput(3, "pooled"), "not constant");
    assertRefused(graph -> graph.getNodeBuilder(2).setInput(0, "embedding"), "no node before it");
  }

  @Test
  void refusesAnEmbeddingThatIsNotWhatEntersTheLastLayer() {
    assertRefused(
        graph -> {
          graph.getNodeBuilder(3).setOutput(0, "vector");
          graph.getNodeBuilder(4).setInput(0, "vector");
        },
        "does not read the model's embedding of 147");
    assertRefused(
        graph ->
            graph.setOutput(1, TestGraph.value("embedding", TensorProto.DataType.UINT8, -1, 146)),
        "does not read the model's embedding of 146");
    assertRefused(
        graph ->
            graph.setOutput(1, TestGraph.value("embedding", TensorProto.DataType.FLOAT, -1, 147)),
        "which the metadata describes otherwise");
    assertRefused(
        graph -> setTensor(graph, TestGraph.scalar("secondScale", 0.125f)),
        "takes codes with the scale 0.125 as the embedding, which the metadata"
            + " describes otherwise");
  }

  @Test
  void namesFromTheFileStayOnOneLine() {
    assertRefused(
        graph -> graph.getNodeBuilder(2).setOpType("A\r\nB\u0000C").setName("n".repeat(5_000)),
        "nnnn …");
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(
            () ->
                open(
                    MODEL.bytes(
                        model -> model.getGraphBuilder().getNodeBuilder(2).setOpType("A\r\nB"))))
        .satisfies(e -> assertThat(e.getMessage()).contains("A B").doesNotContain("\n"));
  }

  @Test
  void leavesNodesAloneThatDoNotLeadToTheLogits() {
    byte[] bytes =
        MODEL.bytes(
            model ->
                model
                    .getGraphBuilder()
                    .addNode(
                        1,
                        NodeProto.newBuilder()
                            .setOpType("DequantizeLinear")
                            .addInput("map")
                            .addInput("firstScale")
                            .addInput("firstZero")
                            .addOutput("floats")));
    byte[] raster = raster(new Random(1), 0);
    try (InferenceBackend plain = open(MODEL.bytes());
        InferenceBackend other = open(bytes)) {
      assertThat(run(other, raster)).isEqualTo(run(plain, raster));
    }
  }

  /** Damage anywhere, with weights that hide less of the structure than those of real models. */
  @Test
  void mutatedModelsRunOrAreRefused() {
    byte[] whole = MODEL.bytes();
    Random random = new Random(20261101);
    byte[] raster = raster(random, 0);
    int ran = 0;
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] mutated = whole.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(mutated.length);
        mutated[at] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) (mutated[at] ^ 1 << random.nextInt(8));
      }
      try (InferenceBackend backend = open(mutated)) {
        run(backend, raster);
        ran++;
      } catch (ModelFormatException | BackendException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(ran).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }
}
