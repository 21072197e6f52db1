package org.sketchsdk.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.testing.models.IntegerTestModel;

/** Predictions stay the same to the bit: labels, probabilities, verdicts, own classes. */
class PredictionGoldenTest {
  private static final String MODEL_CLASSES =
      "ef910fbafadcb2747787bdaee91bf37478015efb6f4851d30f26953b9c7e363d";
  private static final String OWN_CLASSES =
      "13efce29023d4813fec0ff1dc19ddbb517affe1895b6f90c6381e5b35d60218a";

  private static Drawing drawing(int seed) {
    Random random = new Random(seed);
    List<Stroke> strokes = new ArrayList<>();
    for (int s = random.nextInt(4) + 1; s > 0; s--) {
      float[] x = new float[random.nextInt(12) + 1];
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextInt(256);
        y[i] = random.nextInt(256);
      }
      strokes.add(Stroke.of(x, y));
    }
    return Drawing.of(strokes);
  }

  private static List<Drawing> drawings() {
    List<Drawing> drawings = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      drawings.add(i % 25 == 24 ? Drawing.empty() : drawing(i));
    }
    return drawings;
  }

  private static byte[] model() {
    double[] quantiles = new double[KnownScore.QUANTILES];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = 0.4 + 0.01 * i;
    }
    KnownScore score = KnownScore.of(new float[] {0.5f, 0.01f, 0.7f}, quantiles);
    return IntegerTestModel.random()
        .bytes(
            proto -> {
              ModelMetadata.builder()
                  .knownScore(score)
                  .build()
                  .entries()
                  .forEach(
                      (key, value) -> proto.addMetadataPropsBuilder().setKey(key).setValue(value));
            });
  }

  private static String hash(List<Prediction> predictions) throws Exception {
    StringBuilder text = new StringBuilder();
    for (Prediction prediction : predictions) {
      text.append(prediction.verdict().name(), 0, 3);
      for (Prediction.Candidate candidate : prediction.candidates()) {
        text.append(' ').append(candidate.label()).append(' ');
        text.append(Long.toHexString(Double.doubleToLongBits(candidate.probability())));
      }
      text.append('\n');
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static SketchClassifier open(String backend) {
    return SketchClassifier.builder()
        .model(model())
        .backend(backend)
        .topK(4)
        .maxFalseUnknown(0.3)
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java"})
  void theModelsClasses(String backend) throws Exception {
    try (SketchClassifier classifier = open(backend)) {
      List<Prediction> one = drawings().stream().map(classifier::classify).toList();
      assertThat(hash(one)).isEqualTo(MODEL_CLASSES);
      assertThat(hash(classifier.classifyAll(drawings()))).isEqualTo(MODEL_CLASSES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java"})
  void classesOfYourOwn(String backend) throws Exception {
    try (SketchClassifier classifier = open(backend)) {
      CustomClasses.Builder builder = CustomClasses.on(classifier);
      for (int i = 1_000; i < 1_030; i++) {
        builder.add("own" + i % 3, drawing(i));
      }
      CustomClasses own = builder.learn();
      List<Prediction> predictions = new ArrayList<>();
      drawings().forEach(d -> predictions.add(own.classify(d)));
      drawings().forEach(d -> predictions.add(own.withModelClasses().classify(d)));
      assertThat(hash(predictions)).isEqualTo(OWN_CLASSES);
    }
  }
}
