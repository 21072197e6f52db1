package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.render.Raster;
import org.sketchsdk.testing.SampleDrawings;

/**
 * Whatever is drawn, there is a prediction, the same from both backends; whatever a model's file
 * holds, it runs or is refused with a declared exception.
 */
class SketchClassifierFuzzTest {
  private static SketchClassifier onnx;
  private static SketchClassifier java;

  @BeforeAll
  static void load() {
    onnx = SketchClassifier.builder().backend("onnx").build();
    java = SketchClassifier.builder().backend("java").build();
  }

  @AfterAll
  static void close() {
    onnx.close();
    java.close();
  }

  static List<byte[]> seeds() {
    Random random = new Random(20261124);
    List<byte[]> seeds = new ArrayList<>();
    for (int length = 0; length < 40; length++) {
      byte[] seed = new byte[length * length];
      random.nextBytes(seed);
      seeds.add(seed);
    }
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest
  void classifiesAnyStrokes(byte[] bytes) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    List<Stroke> strokes = new ArrayList<>();
    while (data.remaining() > 8) {
      float[] x = new float[Math.min(1 + (data.get() & 0x3f), data.remaining() / 8)];
      float[] y = new float[x.length];
      boolean any = data.remaining() % 2 == 0; // or small whole numbers, as files have them
      for (int i = 0; i < x.length; i++) {
        int a = data.getInt();
        int b = data.getInt();
        x[i] = any && Float.isFinite(Float.intBitsToFloat(a)) ? Float.intBitsToFloat(a) : a & 0xff;
        y[i] = any && Float.isFinite(Float.intBitsToFloat(b)) ? Float.intBitsToFloat(b) : b & 0xff;
      }
      strokes.add(Stroke.of(x, y));
    }
    check(Drawing.of(strokes));
  }

  @ParameterizedTest
  @ValueSource(floats = {1.4E-45f, 1e-30f, 1e-3f, 1, 255, 1e6f, 1e20f, 3.4e38f})
  void classifiesStrokesOfAnySize(float size) {
    Random random = new Random(20261101);
    for (int round = 0; round < 10; round++) {
      float[] x = new float[1 + random.nextInt(50)];
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = (random.nextFloat() * 2 - 1) * size;
        y[i] = (random.nextFloat() * 2 - 1) * (round % 2 == 0 ? size : 1);
      }
      check(Drawing.of(List.of(Stroke.of(x, y))));
    }
  }

  private static void check(Drawing drawing) {
    Prediction prediction = onnx.classify(drawing);

    assertThat(prediction).isEqualTo(java.classify(drawing));
    assertThat(prediction.verdict() == Verdict.EMPTY).isEqualTo(prediction.candidates().isEmpty());
  }

  @MethodSource("seeds")
  @FuzzTest
  void classifiesAnyRaster(byte[] bytes) {
    int sizePx = onnx.info().rasterOptions().sizePx();
    byte[] ink = new byte[sizePx * sizePx];
    for (int i = 0; i < ink.length && bytes.length > 0; i++) {
      ink[i] = bytes[i % bytes.length];
    }
    Raster raster = Raster.of(sizePx, sizePx, ink);

    assertThat(onnx.classify(raster)).isEqualTo(java.classify(raster));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "java"})
  void runsOrRefusesDamagedModels(String backend) {
    byte[] whole = SketchClassifier.embeddedModel("quickdraw25");
    Random random = new Random(20261123);
    int ran = 0;
    int refused = 0;
    for (int i = 0; i < 25; i++) {
      byte[] damaged = whole.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        // the graph's structure and the metadata are at both ends, the weights between them
        int at = random.nextInt(4) == 0 ? random.nextInt(whole.length) : random.nextInt(6000);
        damaged[random.nextBoolean() ? at : whole.length - 1 - at] ^=
            (byte) (1 << random.nextInt(8));
      }
      try (SketchClassifier classifier =
          SketchClassifier.builder().model(damaged).backend(backend).build()) {
        classifier.classify(SampleDrawings.get("star"));
        ran++;
      } catch (ModelFormatException | BackendException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(ran).isPositive();
    assertThat(refused).isPositive();
  }
}
