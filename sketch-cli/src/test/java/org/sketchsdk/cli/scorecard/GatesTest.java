package org.sketchsdk.cli.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.train.Fp32Models;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.Outcome;

class GatesTest {
  /** Pairs of correct and total, one for each class. */
  private static Evaluation evaluation(int... counts) {
    List<String> labels = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < counts.length; i += 2) {
      int label = i / 2;
      labels.add("c" + label);
      for (int n = 0; n < counts[i + 1]; n++) {
        boolean right = n < counts[i];
        outcomes.add(new Outcome(label, right ? label : -1, right ? 1 : 0, Double.NaN, right));
      }
    }
    return Evaluation.of(labels, outcomes);
  }

  @Test
  void accuracyIsComparedWithoutRounding() {
    assertThat(Gates.accuracy(evaluation(945, 1000)).passed()).isTrue();
    Gate below = Gates.accuracy(evaluation(9449, 10_000)); // 94.49
    assertThat(below.passed()).isFalse();
    assertThat(below.actual()).isEqualTo("94.49 %");
    assertThat(below.counts()).containsExactly(new Gate.Count("INT8, test", 9449, 10_000));
  }

  @Test
  void theWorstClassIsTheOneWithTheSmallestShare() {
    Gate passed = Gates.worstClass(evaluation(100, 100, 33, 40, 83, 100));
    assertThat(passed.actual()).isEqualTo("c1 82.50 %");
    assertThat(passed.passed()).isTrue();
    assertThat(Gates.worstClass(evaluation(100, 100, 82, 100)).passed()).isFalse();
  }

  @Test
  void unfinishedAndUnknownDrawingsHaveTheirOwnGates() {
    assertThat(Gates.halfDrawn(evaluation(65, 100)).passed()).isTrue();
    assertThat(Gates.halfDrawn(evaluation(6_499, 10_000)).passed()).isFalse();
    assertThat(Gates.ownExternal(new Gate.Count("", 87, 100)).passed()).isTrue();
    assertThat(Gates.ownExternal(new Gate.Count("", 8_699, 10_000)).passed()).isFalse();
    Gate.Count eight = new Gate.Count("", 8, 100);
    Gate.Count eighty = new Gate.Count("", 80, 100);
    assertThat(Gates.unknown(eight, eighty).passed()).isTrue();
    assertThat(Gates.unknown(new Gate.Count("", 801, 10_000), eighty).passed()).isFalse();
    assertThat(Gates.unknown(eight, new Gate.Count("", 7_999, 10_000)).passed()).isFalse();
  }

  @Test
  void theGapIsAtMostOnePointEitherWay() {
    Evaluation val = evaluation(95, 100);
    assertThat(gap(val, "0.9600")).isEqualTo("true 1.00 points");
    assertThat(gap(val, "0.9400")).isEqualTo("true 1.00 points");
    assertThat(gap(val, "0.9601")).isEqualTo("false 1.01 points");
    assertThat(gap(val, "0.9399")).isEqualTo("false 1.01 points");
    assertThat(gap(val, "1.5")).isEqualTo("false not comparable");
    assertThat(gap(val, "much")).isEqualTo("false not comparable");
  }

  private static String gap(Evaluation val, String recorded) {
    Gate gate =
        Gates.gap(val, Map.of("valAccuracy", recorded, "valSha256", "abc"), "abc", "x.onnx");
    return gate.passed() + " " + gate.actual();
  }

  @Test
  void theGapNeedsTheSameDrawings() {
    Evaluation val = evaluation(95, 100);
    Gate other = Gates.gap(val, Map.of("valAccuracy", "0.95", "valSha256", "abc"), "def", "x.onnx");
    assertThat(other.passed()).isFalse();
    assertThat(other.remark())
        .isEqualTo(
            "training measured its accuracy on other validation drawings, with the SHA-256 abc;"
                + " that of the folder's is def");
    Gate none = Gates.gap(val, Map.of("valAccuracy", "0.95"), "def", "x.onnx");
    assertThat(none.passed()).isFalse();
    assertThat(none.remark()).contains("sketch.provenance.valSha256").endsWith(": x.onnx");
  }

  @Test
  void aClassMayLoseOnePointOrOneDrawing() {
    Evaluation floats = evaluation(90, 100, 20, 20, 300, 300);

    Gate one = Gates.anyClass(evaluation(90, 100, 19, 20, 297, 300), floats);
    assertThat(one.passed()).isTrue();
    assertThat(one.actual()).isEqualTo("c1 loses 5.00 points, 1 drawing");

    // c1 loses the larger share, but c2 loses too much
    Gate tooMuch = Gates.anyClass(evaluation(90, 100, 19, 20, 296, 300), floats);
    assertThat(tooMuch.passed()).isFalse();
    assertThat(tooMuch.actual()).isEqualTo("c2 loses 1.33 points, 4 drawings");
    assertThat(tooMuch.counts())
        .containsExactly(
            new Gate.Count("FP32, test, c2", 300, 300), new Gate.Count("INT8, test, c2", 296, 300));

    Gate gain = Gates.anyClass(evaluation(95, 100, 20, 20, 300, 300), floats);
    assertThat(gain.passed()).isTrue();
    assertThat(gain.actual()).isEqualTo("no class loses");
  }

  @Test
  void quantizationMayChangeThreeTenthsOfAPointOverallEitherWay() {
    Evaluation floats = evaluation(950, 1000);
    assertThat(Gates.overall(evaluation(947, 1000), floats).passed()).isTrue();
    assertThat(Gates.overall(evaluation(953, 1000), floats).actual()).isEqualTo("+0.30 points");
    assertThat(Gates.overall(evaluation(946, 1000), floats).passed()).isFalse();
    assertThat(Gates.overall(evaluation(954, 1000), floats).passed()).isFalse();
  }

  @Test
  void latencyIsTheMedian() {
    long[] nanos = {900_000_000, 400_000, 300_000, 999_999, 1_000_000_000};
    assertThat(Gates.ownLatency(nanos).actual()).isEqualTo("1.000 ms");
    assertThat(Gates.ownLatency(nanos).passed()).isTrue();
    assertThat(nanos[0]).isEqualTo(900_000_000);
    assertThat(Gates.ownLatency(new long[] {1_000_000}).passed()).isFalse();
    assertThat(Gates.latency(new long[] {49_999_999}).passed()).isTrue();
    assertThat(Gates.latency(new long[] {50_000_000}).passed()).isFalse();
  }

  @Test
  void sizeIsInBytes() {
    assertThat(Gates.size(999_999).passed()).isTrue();
    assertThat(Gates.size(1_000_000).passed()).isFalse();
    assertThat(Gates.size(1_000_000).actual()).isEqualTo("1,000,000 bytes");
    assertThat(Gates.ownSize(938_000).passed()).isTrue();
    assertThat(Gates.ownSize(938_001).passed()).isFalse();
  }

  @Test
  void externalPicturesMustBeRecognizedBetterThanByThePlainNetwork() {
    Gate.Count ours = new Gate.Count("INT8", 700, 880);
    assertThat(Gates.external(ours, recorded(699, 880)).passed()).isTrue();
    assertThat(Gates.external(ours, recorded(700, 880)).passed()).isFalse();
    assertThat(Gates.external(ours, recorded(699, 880)).remark())
        .isEqualTo("recorded: 1000 samples, model abc, sketch evaluate");

    Gate other = Gates.external(ours, recorded(100, 920));
    assertThat(other.passed()).isFalse();
    assertThat(other.actual()).isEqualTo("880 pictures, but 920 were recorded");

    Gate alone = Gates.externalAlone(ours, "strided");
    assertThat(alone.passed()).isFalse();
    assertThat(alone.actual()).isEqualTo("79.55 %, the other not measured");
  }

  private static PlainMeasurement recorded(int correct, int total) {
    Properties properties = new Properties();
    properties.setProperty("strided.correct", Integer.toString(correct));
    properties.setProperty("strided.total", Integer.toString(total));
    properties.setProperty("strided.samples", "1000");
    properties.setProperty("strided.modelSha256", "abc");
    properties.setProperty("strided.command", "sketch evaluate");
    return PlainMeasurement.read(properties, "strided").orElseThrow();
  }

  @Test
  void aRecordedMeasurementIsWholeOrAbsent() throws IOException {
    Properties properties = new Properties();
    properties.setProperty("strided.correct", "1");
    assertThat(PlainMeasurement.read(properties, "residual")).isEmpty();
    assertThat(PlainMeasurement.of("no such network")).isEmpty();
    assertThatThrownBy(() -> PlainMeasurement.read(properties, "strided"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("plain-external.properties: the entry strided.total is missing");
    properties.setProperty("strided.total", "many");
    assertThatThrownBy(() -> PlainMeasurement.read(properties, "strided"))
        .hasMessage("plain-external.properties: strided.total must be an integer, not \"many\"");
  }

  @Test
  void modelsThatDoNotShipHaveNoFp32Version() {
    assertThatThrownBy(() -> Fp32Models.of("unicorn"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "sketch-train has no FP32 version of the model unicorn: resource"
                + " models/unicorn-fp32.onnx");
  }
}
