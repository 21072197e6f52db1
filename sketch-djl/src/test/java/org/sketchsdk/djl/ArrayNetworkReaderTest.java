package org.sketchsdk.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sketchsdk.djl.ArrayNetwork.Step;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.testing.models.FloatTestModel;
import org.sketchsdk.testing.models.IntegerTestModel;
import org.sketchsdk.testing.models.TestGraph;
import org.sketchsdk.testing.models.TestModel;

class ArrayNetworkReaderTest {
  private static final FloatTestModel MODEL = FloatTestModel.random();

  // numbers of the nodes
  private static final int CAST = 0;
  private static final int CONV = 1;
  private static final int POOL = 3;
  private static final int EACH = 4;
  private static final int ADD = 7;
  private static final int FLATTEN = 10;
  private static final int GEMM = 11;
  private static final int LOGITS = 13;

  private static List<Step> read(byte[] bytes) {
    return ArrayNetworkReader.read(ModelData.of(bytes, "test")).steps();
  }

  private static void assertRefused(Consumer<GraphProto.Builder> change, String... words) {
    byte[] bytes = MODEL.bytes(model -> change.accept(model.getGraphBuilder()));
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageStartingWith("backend djl: cannot run model test5: ")
        .withMessageContainingAll(words)
        .withMessageEndingWith(
            "; it computes the FP32 models that \"sketch train\" exports; for others add"
                + " ai.djl.onnxruntime:onnxruntime-engine or use the backend onnx");
  }

  @Test
  void readsEveryOperatorThatTrainingExports() {
    List<Step> steps = read(MODEL.bytes());
    assertThat(steps).hasSize(14);
    assertThat(steps.get(CONV).inputs()).containsExactly(1);
    assertThat(steps.get(CONV).constants().get(0).shape()).isEqualTo(new Shape(4, 1, 5, 5));
    assertThat(steps.get(ADD).inputs()).containsExactly(4, 7);
  }

  @Test
  void aResultEndsWithItsLastReader() {
    List<Step> steps = read(MODEL.bytes());
    assertThat(steps.get(CAST).last()).isEmpty(); // the raster is the caller's
    assertThat(steps.get(CONV).last()).containsExactly(1);
    assertThat(steps.get(EACH).last()).isEmpty(); // what is pooled is read again by the sum
    assertThat(steps.get(ADD).last()).containsExactly(4, 7);
    assertThat(steps.stream().flatMap(step -> step.last().stream())).doesNotHaveDuplicates();
  }

  @Test
  void aSumOfAResultWithItselfEndsItOnce() {
    byte[] bytes =
        MODEL.bytes(model -> model.getGraphBuilder().getNodeBuilder(ADD).setInput(0, "body"));
    assertThat(read(bytes).get(ADD).last()).containsExactly(7);
  }

  @Test
  void aBiasThatIsLeftOutIsZero() {
    byte[] bytes =
        MODEL.bytes(
            model -> {
              NodeProto.Builder node = model.getGraphBuilder().getNodeBuilder(CONV);
              String raster = node.getInput(0);
              String weights = node.getInput(1);
              node.clearInput().addInput(raster).addInput(weights);
            });
    assertThat(read(bytes).get(CONV).constants().get(1).values())
        .containsExactly(new float[FloatTestModel.CHANNELS]);
  }

  @Test
  void refusesModelsOfIntegers() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> read(IntegerTestModel.random().bytes()))
        .withMessageContaining("the model is of 8-bit integers");
  }

  @Test
  void refusesOperatorsThatItDoesNotKnow() {
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> read(TestModel.random().bytes()))
        .withMessageContaining("node inkNode is of type Mul");
    assertRefused(
        graph -> graph.getNodeBuilder(CONV).setDomain("org.example"),
        "is of type org.example.Conv");
    assertRefused(graph -> graph.getNodeBuilder(LOGITS).setOutput(0, "other"), "no node makes");
  }

  @Test
  void refusesAttributesThatItDoesNotKnow() {
    assertRefused(
        graph ->
            graph
                .getNodeBuilder(GEMM)
                .addAttribute(TestGraph.number("x", 0).toBuilder().setName("alpha").setF(2)),
        "has the attribute alpha");
    assertRefused(
        graph -> graph.getNodeBuilder(GEMM).setAttribute(0, TestGraph.number("transB", 0)),
        "not [outputs, inputs]");
    assertRefused(
        graph -> graph.getNodeBuilder(CAST).setAttribute(0, TestGraph.number("to", 7)),
        "does not make bytes floats");
    assertRefused(
        graph -> graph.getNodeBuilder(FLATTEN).setAttribute(0, TestGraph.number("axis", 2)),
        "flattens more than rasters");
    assertRefused(
        graph -> graph.getNodeBuilder(CONV).setAttribute(2, TestGraph.numbers("pads", 2, 2, 1, 1)),
        "has pads [2, 2, 1, 1]");
    assertRefused(
        graph -> graph.getNodeBuilder(CONV).setAttribute(1, TestGraph.numbers("strides", 0, 0)),
        "has a stride of 0");
    assertRefused(
        graph -> graph.getNodeBuilder(EACH).setAttribute(3, TestGraph.number("group", 3)),
        "has 3 groups of 1 channels for 4");
    assertRefused(
        graph ->
            graph.getNodeBuilder(EACH).setAttribute(3, TestGraph.number("group", Long.MIN_VALUE)),
        "groups");
    assertRefused(
        graph ->
            graph.getNodeBuilder(POOL).setAttribute(0, TestGraph.numbers("kernel_shape", 15, 15)),
        "a window that is larger than its input");
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertRefused(graph -> graph.getNodeBuilder(ADD).setInput(0, "map"), "adds different shapes");
    assertRefused(graph -> graph.getNodeBuilder(ADD).setInput(0, "raster"), "reads bytes");
    assertRefused(
        graph -> graph.getNodeBuilder(ADD).setInput(0, "hiddenSums"), "no node before it");
    assertRefused(graph -> graph.getNodeBuilder(GEMM).setInput(0, "means"), "multiplies a map");
    assertRefused(graph -> graph.getNodeBuilder(LOGITS).setInput(1, "hidden"), "for 6 inputs");
    assertRefused(graph -> graph.getNodeBuilder(LOGITS).setInput(2, "hiddenBias"), "6 biases");
    assertRefused(graph -> graph.getNodeBuilder(CONV).setInput(1, "floats"), "not constant");
    assertRefused(
        graph -> {
          graph.getNodeBuilder(GEMM).setOutput(0, "logits");
          graph.getNodeBuilder(LOGITS).setOutput(0, "other");
        },
        "makes no 5 logits");
    assertRefused(
        graph ->
            graph.setInitializer(
                0, TestGraph.tensor("first", TensorProto.DataType.FLOAT, new byte[400], 4, 25)),
        "a kernel that is not square");
  }

  /** Damage anywhere: what is read has shapes that fit, whatever the file says. */
  @Test
  void mutatedModelsAreReadOrRefused() {
    byte[] whole = MODEL.bytes();
    Random random = new Random(20261101);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] mutated = whole.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(read(mutated)).isNotEmpty();
        read++;
      } catch (ModelFormatException | BackendException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(read).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }
}
