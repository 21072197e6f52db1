package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.testing.SceneSimulator;
import org.sketchsdk.testing.SceneSimulator.Shot;
import org.sketchsdk.testing.Situation;
import org.sketchsdk.testing.models.TestModel;

class PictureClassificationTest {
  private final SketchClassifier classifier =
      SketchClassifier.builder().model(TestModel.halves().bytes()).topK(4).build();

  @AfterEach
  void close() {
    classifier.close();
  }

  /** Most ink on the left. */
  private static Drawing comb() {
    return Drawing.of(
        List.of(
            Stroke.of(new float[] {0, 0}, new float[] {0, 100}),
            Stroke.of(new float[] {10, 10}, new float[] {0, 100}),
            Stroke.of(new float[] {20, 20}, new float[] {0, 100}),
            Stroke.of(new float[] {0, 100}, new float[] {50, 50})));
  }

  private static Picture picture(Drawing drawing) {
    RasterOptions options = new RasterOptions(400, 6, 40);
    return Picture.of(Rasterizer.create(options).render(drawing));
  }

  private static Picture inverted(Picture image) {
    byte[] luminance = new byte[image.width() * image.height()];
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] = (byte) ~image.luminance(i % image.width(), i / image.width());
    }
    return Picture.of(image.width(), image.height(), luminance);
  }

  @Test
  void findsTheDrawingInAPictureAndClassifiesIt() {
    Picture picture = picture(comb());
    PicturePrediction found = classifier.classify(picture);

    assertThat(found.extraction())
        .isEqualTo(InkExtractor.create(classifier.info().rasterOptions()).extract(picture));
    assertThat(found.prediction()).isEqualTo(classifier.classify(found.extraction().raster()));
    assertThat(found.prediction().top().orElseThrow().label()).isEqualTo("left");
    assertThat(found.diagnostics()).isEmpty();
  }

  @Test
  void carriesTheRemarksOnThePicture() {
    PicturePrediction found = classifier.classify(inverted(picture(comb())));

    assertThat(found.diagnostics()).containsExactly(Diagnostic.INVERTED);
    assertThat(found.prediction().top().orElseThrow().label()).isEqualTo("left");
  }

  @Test
  void aPictureWithoutADrawingIsEmpty() {
    PicturePrediction found = classifier.classify(picture(Drawing.empty()));

    assertThat(found.prediction().verdict()).isEqualTo(Verdict.EMPTY);
    assertThat(found.diagnostics()).containsExactly(Diagnostic.NO_INK);
  }

  @Test
  void showsWhatTheModelSaw() {
    Rasterizer rasterizer = Rasterizer.create(classifier.info().rasterOptions());
    assertThat(classifier.whatTheModelSaw(comb())).isEqualTo(rasterizer.render(comb()));

    Picture picture = picture(comb());
    Raster raster = classifier.whatTheModelSaw(picture);
    PicturePrediction found = classifier.classify(picture);
    assertThat(raster).isEqualTo(found.whatTheModelSaw());
    assertThat(classifier.classify(raster)).isEqualTo(found.prediction());
  }

  @Test
  void refusesNoPictureAndAClosedClassifier() {
    assertThatNullPointerException().isThrownBy(() -> classifier.classify((Picture) null));
    classifier.close();
    assertThatIllegalStateException().isThrownBy(() -> classifier.classify(picture(comb())));
    // needs no network
    assertThat(classifier.whatTheModelSaw(comb()).width()).isEqualTo(28);
  }

  /** Read from either side, a sheet at about 45 degrees gives the same answer. */
  @Test
  void aSheetThatLiesAskewIsReadTheSurerWay() {
    Drawing house =
        Drawing.of(
            Stroke.ofPoints(20, 50, 20, 100, 80, 100, 80, 50, 20, 50),
            Stroke.ofPoints(20, 50, 50, 10, 80, 50),
            Stroke.ofPoints(45, 100, 45, 72, 58, 72, 58, 100));
    try (SketchClassifier embedded = SketchClassifier.load()) {
      InkExtractor extractor = InkExtractor.create(embedded.rasterOptions());
      int asked = 0;
      for (int seed = 1; asked < 3; seed++) {
        Shot shot = SceneSimulator.take(Situation.TURNED, List.of(house), seed);
        Picture picture = Picture.ofArgb(shot.width(), shot.height(), shot.argb());
        InkExtraction found = extractor.extract(picture);
        if (found.otherWayUp().isPresent()) {
          asked++;
          InkExtraction other = found.otherWayUp().get();
          PicturePrediction prediction = embedded.classify(picture);
          assertThat(prediction.prediction().top().orElseThrow().label()).isEqualTo("house");
          assertThat(prediction).isEqualTo(PicturePrediction.of(embedded, found));
          assertThat(prediction.extraction()).isIn(found, other);
          assertThat(PicturePrediction.of(embedded, other).prediction())
              .isEqualTo(prediction.prediction());
          assertThat(embedded.classify(prediction.whatTheModelSaw()))
              .isEqualTo(prediction.prediction());
        }
      }
    }
  }
}
