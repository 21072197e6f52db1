package org.sketchsdk.infer.internal.onnxfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.testing.models.TestGraph;
import org.sketchsdk.testing.models.TestModel;

class OnnxFileTest {
  private static final boolean NOT_ONNX = false;
  private static final boolean TRUNCATED = true;

  private static OnnxFile read(byte[] bytes) throws OnnxFileException {
    return OnnxFile.read(ByteBuffer.wrap(bytes));
  }

  private static OnnxFileException refusal(byte[] bytes) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
        OnnxFileException.class, () -> read(bytes));
  }

  private static void assertRefused(byte[] bytes, boolean truncated, String... words) {
    assertThatExceptionOfType(OnnxFileException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageContainingAll(words)
        .satisfies(e -> assertThat(e.truncated()).isEqualTo(truncated));
  }

  @Test
  void readsMetadataInputsAndOutputs() throws Exception {
    OnnxFile file = read(TestModel.random().bytes());
    assertThat(file.metadata())
        .containsEntry("sketch.labels", "ant\nbee\ncow\ndoe\neel")
        .containsEntry("sketch.format", "1");
    assertThat(file.inputs())
        .containsExactly(
            new OnnxFile.Value("raster", OnnxFile.UINT8, List.of(OnnxFile.DYNAMIC, 1L, 28L, 28L)));
    assertThat(file.outputs())
        .containsExactly(
            new OnnxFile.Value("logits", OnnxFile.FLOAT, List.of(OnnxFile.DYNAMIC, 5L)),
            new OnnxFile.Value("embedding", OnnxFile.FLOAT, List.of(OnnxFile.DYNAMIC, 147L)));
  }

  /** ONNX Runtime would look for such a file, by a path that the model gives. */
  @Test
  void refusesConstantsWhoseValuesAreInAnotherFile() {
    TensorProto constant =
        TensorProto.newBuilder()
            .setName("weights")
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("../secret"))
            .build();
    NodeProto node =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addAttribute(AttributeProto.newBuilder().setName("value").setT(constant))
            .build();
    GraphProto inner = GraphProto.newBuilder().addNode(node).build();
    NodeProto loop =
        NodeProto.newBuilder()
            .setOpType("Loop")
            .addAttribute(AttributeProto.newBuilder().setName("body").setG(inner))
            .build();

    for (byte[] bytes :
        List.of(
            TestModel.random().bytes(model -> model.getGraphBuilder().addInitializer(constant)),
            TestModel.random().bytes(model -> model.getGraphBuilder().addNode(node)),
            TestModel.random().bytes(model -> model.getGraphBuilder().addNode(loop)))) {
      assertRefused(
          bytes, NOT_ONNX, "\"weights\"", "data_location = EXTERNAL", "save it as one file");
    }
  }

  @Test
  void refusesDeeplyNestedGraphs() {
    GraphProto graph = GraphProto.getDefaultInstance();
    for (int depth = 0; depth < 9; depth++) {
      graph =
          GraphProto.newBuilder()
              .addNode(
                  NodeProto.newBuilder()
                      .addAttribute(AttributeProto.newBuilder().setName("body").setG(graph)))
              .build();
    }
    NodeProto outermost = graph.getNode(0);

    assertRefused(
        TestModel.random().bytes(model -> model.getGraphBuilder().addNode(outermost)),
        NOT_ONNX,
        "nested more than 8 deep");
  }

  @Test
  void readsTextAsUtf8() throws Exception {
    byte[] bytes = TestModel.random().with("sketch.name", "Füße 鳥 🐦").bytes();
    assertThat(read(bytes).metadata()).containsEntry("sketch.name", "Füße 鳥 🐦");
  }

  @Test
  void takesASideWithoutLengthOrNameAsOpen() throws Exception {
    ValueInfoProto.Builder value =
        TestGraph.value("raster", TensorProto.DataType.UINT8, -1, 1, 28, 28).toBuilder();
    value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0).clear();
    byte[] bytes =
        TestModel.random().bytes(model -> model.getGraphBuilder().setInput(0, value.build()));
    assertThat(read(bytes).inputs().get(0).shape()).containsExactly(OnnxFile.DYNAMIC, 1L, 28L, 28L);
  }

  @Test
  void tellsAMissingShapeFromAnEmptyOne() throws Exception {
    ValueInfoProto.Builder scalar =
        TestGraph.value("scalar", TensorProto.DataType.FLOAT).toBuilder();
    ValueInfoProto.Builder open = scalar.clone().setName("open");
    open.getTypeBuilder().getTensorTypeBuilder().clearShape();
    ValueInfoProto.Builder bare = ValueInfoProto.newBuilder().setName("bare");
    byte[] bytes =
        TestModel.random()
            .bytes(
                model -> model.getGraphBuilder().addOutput(scalar).addOutput(open).addOutput(bare));
    assertThat(read(bytes).outputs())
        .extracting(OnnxFile.Value::toString)
        .containsExactly(
            "float [?, 5]",
            "float [?, 147]",
            "float []",
            "float of unknown shape",
            "no tensor of unknown shape");
  }

  @Test
  void skipsFieldsThatItDoesNotKnow() throws Exception {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                4_000,
                UnknownFieldSet.Field.newBuilder()
                    .addVarint(-1)
                    .addFixed32(1)
                    .addFixed64(2)
                    .addLengthDelimited(ByteString.copyFromUtf8("something"))
                    .build())
            .build();
    TestModel model = TestModel.random();
    byte[] bytes =
        model.bytes(
            proto -> {
              proto.setUnknownFields(unknown);
              proto.getGraphBuilder().setUnknownFields(unknown);
              proto.getGraphBuilder().getInputBuilder(0).setUnknownFields(unknown);
              proto.getMetadataPropsBuilder(0).setUnknownFields(unknown);
            });
    assertThat(read(bytes)).isEqualTo(read(model.bytes()));
  }

  @Test
  void refusesNoBytes() throws Exception {
    assertRefused(new byte[0], NOT_ONNX, "not an ONNX model: there are no bytes");
  }

  static List<byte[]> otherFiles() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(TestModel.random().bytes());
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("model.onnx"));
      out.write(TestModel.random().bytes());
    }
    return List.of(
        gzip.toByteArray(),
        zip.toByteArray(),
        new byte[1_000],
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13},
        new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void refusesOtherBinaryFiles(byte[] bytes) throws Exception {
    assertRefused(bytes, NOT_ONNX, "not an ONNX model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"word\":\"cat\",\"drawing\":[[[0,1],[2,3]]]}\n",
        "hello world",
        "\n\n\n",
        " ",
        "\"quoted\"",
        "2026-11-01",
        ":::",
        "<!DOCTYPE html><html></html>",
        "\uFEFFtext",
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
      })
  void refusesText(String text) throws Exception {
    assertRefused(text.getBytes(StandardCharsets.UTF_8), NOT_ONNX, "not an ONNX model");
  }

  @Test
  void refusesAModelCutOffAtAnyByte() throws Exception {
    byte[] whole = TestModel.random().bytes();
    int cutOff = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] bytes = Arrays.copyOf(whole, length);
      OnnxFileException refusal = refusal(bytes);
      if (refusal == null) {
        // The cut lies between two fields: only an entry can be missing, which ModelInfo notices.
        assertThat(read(bytes).metadata()).doesNotContainKey("sketch.labels");
        continue;
      }
      // Before the version is there, nothing tells that this was to be an ONNX model.
      boolean truncated = length >= 2;
      assertThat(refusal.truncated()).as("%d bytes", length).isEqualTo(truncated);
      cutOff++;
    }
    assertThat(cutOff).isGreaterThan(whole.length - 20);
  }

  @Test
  void saysWhereAModelIsCutOff() throws Exception {
    byte[] whole = TestModel.random().bytes();
    assertRefused(
        Arrays.copyOf(whole, 1_000),
        TRUNCATED,
        "cut off after 1000 bytes",
        "field 7 needs",
        "at byte 9");
  }

  @Test
  void refusesAModelWithoutGraph() throws Exception {
    byte[] bytes = TestModel.random().bytes(ModelProto.Builder::clearGraph);
    assertRefused(bytes, TRUNCATED, "without a graph");
  }

  @Test
  void refusesAModelWithoutVersion() throws Exception {
    byte[] bytes = TestModel.random().bytes(ModelProto.Builder::clearIrVersion);
    assertRefused(bytes, NOT_ONNX, "ir_version");
  }

  @Test
  void refusesTwoGraphs() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(TestModel.random().bytes());
    ModelProto.newBuilder().setGraph(GraphProto.newBuilder().setName("x")).build().writeTo(bytes);
    assertRefused(bytes.toByteArray(), NOT_ONNX, "damaged", "two graphs");
  }

  @Test
  void refusesTwoEntriesOfOneKey() throws Exception {
    byte[] bytes =
        TestModel.random()
            .bytes(
                model ->
                    model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("sketch.name").setValue("x")));
    assertRefused(bytes, NOT_ONNX, "damaged", "two entries \"sketch.name\"");
  }

  @Test
  void refusesTextThatIsNotUtf8() throws Exception {
    byte[] bytes =
        TestModel.random()
            .bytes(
                model ->
                    model
                        .getMetadataPropsBuilder(0)
                        .setValueBytes(ByteString.copyFrom(new byte[] {'a', (byte) 0xc3})));
    assertRefused(bytes, NOT_ONNX, "damaged", "not UTF-8 in the metadata at byte");
  }

  @Test
  void refusesAFieldThatReachesBeyondItsMessage() throws Exception {
    // ir_version 8; graph of 2 bytes, whose field 11 is to have 5
    byte[] bytes = {0x08, 8, 0x3a, 2, 0x5a, 5, 0, 0, 0, 0, 0};
    assertRefused(bytes, NOT_ONNX, "damaged", "only 0 are left in the graph at byte 5");
  }

  @Test
  void refusesFieldsOfAnotherWireType() throws Exception {
    byte[] graphAsNumber = {0x08, 8, 0x38, 1};
    assertRefused(graphAsNumber, NOT_ONNX, "damaged", "wire type 0, not 2");
    byte[] group = {0x08, 8, 0x2b};
    assertRefused(group, NOT_ONNX, "damaged", "unknown wire type 3");
    byte[] fieldZero = {0x08, 8, 0x02, 0};
    assertRefused(fieldZero, NOT_ONNX, "damaged", "no field number 0");
  }

  @Test
  void refusesLengthsThatOverflow() throws Exception {
    byte[] negative = {0x08, 8, 0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    assertRefused(negative, TRUNCATED, "needs 18446744073709551615 bytes");
    byte[] endless = {0x08, 8, 0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    assertRefused(endless, NOT_ONNX, "more than 10 bytes");
  }

  @Test
  void refusesCountsThatOnlyAttackersReach() throws Exception {
    ValueInfoProto output = TestGraph.value("x", TensorProto.DataType.FLOAT);
    byte[] outputs =
        TestModel.random()
            .bytes(
                model -> {
                  for (int i = 0; i < 1_000; i++) {
                    model.getGraphBuilder().addOutput(output);
                  }
                });
    assertRefused(outputs, NOT_ONNX, "more than 1000 inputs or outputs");
    byte[] sides =
        TestModel.random()
            .bytes(
                model ->
                    model
                        .getGraphBuilder()
                        .addOutput(TestGraph.value("x", TensorProto.DataType.FLOAT, new long[33])));
    assertRefused(sides, NOT_ONNX, "more than 32 sides");
    byte[] entries =
        TestModel.random()
            .bytes(
                model -> {
                  for (int i = 0; i < 10_000; i++) {
                    model.addMetadataProps(StringStringEntryProto.newBuilder().setKey("k" + i));
                  }
                });
    assertRefused(entries, NOT_ONNX, "more than 10000 entries");
  }
}
