package org.sketchsdk.infer.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.sketchsdk.infer.ModelFormatException;
import org.sketchsdk.infer.ModelFormatException.Reason;
import org.sketchsdk.infer.testing.TestModel;

class OnnxFileTest {
  private static ModelFormatException refusal(byte[] bytes) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
        ModelFormatException.class, () -> OnnxFile.read(bytes, "some.onnx"));
  }

  private static void assertRefused(byte[] bytes, Reason reason, String... words) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> OnnxFile.read(bytes, "some.onnx"))
        .withMessageEndingWith(": some.onnx")
        .withMessageContainingAll(words)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void readsMetadataInputsAndOutputs() {
    OnnxFile file = OnnxFile.read(TestModel.random().bytes(), "some.onnx");
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

  @Test
  void readsTextAsUtf8() {
    byte[] bytes = TestModel.random().with("sketch.name", "Füße 鳥 🐦").bytes();
    assertThat(OnnxFile.read(bytes, "some.onnx").metadata())
        .containsEntry("sketch.name", "Füße 鳥 🐦");
  }

  @Test
  void takesASideWithoutLengthOrNameAsOpen() {
    ValueInfoProto.Builder value =
        TestModel.value("raster", TensorProto.DataType.UINT8, -1, 1, 28, 28).toBuilder();
    value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0).clear();
    byte[] bytes =
        TestModel.random().bytes(model -> model.getGraphBuilder().setInput(0, value.build()));
    assertThat(OnnxFile.read(bytes, "some.onnx").inputs().get(0).shape())
        .containsExactly(OnnxFile.DYNAMIC, 1L, 28L, 28L);
  }

  @Test
  void tellsAMissingShapeFromAnEmptyOne() {
    ValueInfoProto.Builder scalar =
        TestModel.value("scalar", TensorProto.DataType.FLOAT).toBuilder();
    ValueInfoProto.Builder open = scalar.clone().setName("open");
    open.getTypeBuilder().getTensorTypeBuilder().clearShape();
    ValueInfoProto.Builder bare = ValueInfoProto.newBuilder().setName("bare");
    byte[] bytes =
        TestModel.random()
            .bytes(
                model -> model.getGraphBuilder().addOutput(scalar).addOutput(open).addOutput(bare));
    assertThat(OnnxFile.read(bytes, "some.onnx").outputs())
        .extracting(OnnxFile.Value::toString)
        .containsExactly(
            "float [?, 5]",
            "float [?, 147]",
            "float []",
            "float of unknown shape",
            "no tensor of unknown shape");
  }

  @Test
  void skipsFieldsThatItDoesNotKnow() {
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
    assertThat(OnnxFile.read(bytes, "some.onnx"))
        .isEqualTo(OnnxFile.read(model.bytes(), "some.onnx"));
  }

  @Test
  void refusesNoBytes() {
    assertRefused(new byte[0], Reason.NOT_ONNX, "not an ONNX model: there are no bytes");
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
  void refusesOtherBinaryFiles(byte[] bytes) {
    assertRefused(bytes, Reason.NOT_ONNX, "not an ONNX model");
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
  void refusesText(String text) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8), Reason.NOT_ONNX, "not an ONNX model");
  }

  @Test
  void refusesAModelCutOffAtAnyByte() {
    byte[] whole = TestModel.random().bytes();
    int cutOff = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] bytes = Arrays.copyOf(whole, length);
      ModelFormatException refusal = refusal(bytes);
      if (refusal == null) {
        // The cut lies between two fields: only an entry can be missing, which ModelInfo notices.
        assertThat(OnnxFile.read(bytes, "some.onnx").metadata()).doesNotContainKey("sketch.labels");
        continue;
      }
      // Before the version is there, nothing tells that this was to be an ONNX model.
      Reason expected = length < 2 ? Reason.NOT_ONNX : Reason.TRUNCATED;
      assertThat(refusal.reason()).as("%d bytes", length).isEqualTo(expected);
      cutOff++;
    }
    assertThat(cutOff).isGreaterThan(whole.length - 20);
  }

  @Test
  void saysWhereAModelIsCutOff() {
    byte[] whole = TestModel.random().bytes();
    assertRefused(
        Arrays.copyOf(whole, 1_000),
        Reason.TRUNCATED,
        "cut off after 1000 bytes",
        "field 7 needs",
        "at byte 9");
  }

  @Test
  void refusesAModelWithoutGraph() {
    byte[] bytes = TestModel.random().bytes(ModelProto.Builder::clearGraph);
    assertRefused(bytes, Reason.TRUNCATED, "without a graph");
  }

  @Test
  void refusesAModelWithoutVersion() {
    byte[] bytes = TestModel.random().bytes(ModelProto.Builder::clearIrVersion);
    assertRefused(bytes, Reason.NOT_ONNX, "ir_version");
  }

  @Test
  void refusesTwoGraphs() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(TestModel.random().bytes());
    ModelProto.newBuilder().setGraph(GraphProto.newBuilder().setName("x")).build().writeTo(bytes);
    assertRefused(bytes.toByteArray(), Reason.NOT_ONNX, "damaged", "two graphs");
  }

  @Test
  void refusesTwoEntriesOfOneKey() {
    byte[] bytes =
        TestModel.random()
            .bytes(
                model ->
                    model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("sketch.name").setValue("x")));
    assertRefused(bytes, Reason.NOT_ONNX, "damaged", "two entries \"sketch.name\"");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] bytes =
        TestModel.random()
            .bytes(
                model ->
                    model
                        .getMetadataPropsBuilder(0)
                        .setValueBytes(ByteString.copyFrom(new byte[] {'a', (byte) 0xc3})));
    assertRefused(bytes, Reason.NOT_ONNX, "damaged", "not UTF-8 in the metadata at byte");
  }

  @Test
  void refusesAFieldThatReachesBeyondItsMessage() {
    // ir_version 8; graph of 2 bytes, whose field 11 is to have 5
    byte[] bytes = {0x08, 8, 0x3a, 2, 0x5a, 5, 0, 0, 0, 0, 0};
    assertRefused(bytes, Reason.NOT_ONNX, "damaged", "only 0 are left in the graph at byte 5");
  }

  @Test
  void refusesFieldsOfAnotherWireType() {
    byte[] graphAsNumber = {0x08, 8, 0x38, 1};
    assertRefused(graphAsNumber, Reason.NOT_ONNX, "damaged", "wire type 0, not 2");
    byte[] group = {0x08, 8, 0x2b};
    assertRefused(group, Reason.NOT_ONNX, "damaged", "unknown wire type 3");
    byte[] fieldZero = {0x08, 8, 0x02, 0};
    assertRefused(fieldZero, Reason.NOT_ONNX, "damaged", "no field number 0");
  }

  @Test
  void refusesLengthsThatOverflow() {
    byte[] negative = {0x08, 8, 0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    assertRefused(negative, Reason.TRUNCATED, "needs 18446744073709551615 bytes");
    byte[] endless = {0x08, 8, 0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    assertRefused(endless, Reason.NOT_ONNX, "more than 10 bytes");
  }

  @Test
  void refusesCountsThatOnlyAttackersReach() {
    ValueInfoProto output = TestModel.value("x", TensorProto.DataType.FLOAT);
    byte[] outputs =
        TestModel.random()
            .bytes(
                model -> {
                  for (int i = 0; i < 1_000; i++) {
                    model.getGraphBuilder().addOutput(output);
                  }
                });
    assertRefused(outputs, Reason.NOT_ONNX, "more than 1000 inputs or outputs");
    byte[] sides =
        TestModel.random()
            .bytes(
                model ->
                    model
                        .getGraphBuilder()
                        .addOutput(TestModel.value("x", TensorProto.DataType.FLOAT, new long[33])));
    assertRefused(sides, Reason.NOT_ONNX, "more than 32 sides");
    byte[] entries =
        TestModel.random()
            .bytes(
                model -> {
                  for (int i = 0; i < 10_000; i++) {
                    model.addMetadataProps(StringStringEntryProto.newBuilder().setKey("k" + i));
                  }
                });
    assertRefused(entries, Reason.NOT_ONNX, "more than 10000 entries");
  }
}
