package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.image.Picture;

/** What a fake gets for its four methods. */
class ClassifierTest {
  private static final Drawing LINE = Drawing.of(Stroke.ofPoints(0, 0, 9, 9));

  /** Takes everything with ink for a cat. */
  private static class Fake implements Classifier {
    private int calls;

    @Override
    public List<String> labels() {
      return List.of("cat", "dog");
    }

    @Override
    public RasterOptions rasterOptions() {
      return RasterOptions.defaults().withSizePx(64);
    }

    @Override
    public Prediction classify(Drawing drawing) {
      calls++;
      return drawing.isEmpty()
          ? Prediction.of(Verdict.EMPTY, List.of())
          : Prediction.of(
              Verdict.RECOGNIZED, List.of(new Candidate("cat", 0.8), new Candidate("dog", 0.2)));
    }

    @Override
    public Prediction classify(Raster raster) {
      assertThat(raster.width()).isEqualTo(64);
      return classify(LINE);
    }
  }

  @Test
  void theDefaultsAskForOneDrawingAfterTheOther() {
    Fake fake = new Fake();
    assertThat(fake.classifyAll(List.of(LINE, Drawing.empty())))
        .extracting(Prediction::verdict)
        .containsExactly(Verdict.RECOGNIZED, Verdict.EMPTY);
    assertThat(fake.matches(LINE, "dog", 0.2)).isTrue();
    assertThat(fake.matches(LINE, "dog", 0.3)).isFalse();
    Picture picture = Picture.of(Raster.of(28, 28, new byte[784]));
    assertThat(fake.classify(picture).prediction().top()).isPresent();
    assertThat(fake.classifyPictures(List.of(picture))).hasSize(1);
    assertThat(fake.calls).isEqualTo(6);
    assertThatNullPointerException()
        .isThrownBy(() -> fake.classifyAll(Arrays.asList(LINE, LINE, null)))
        .withMessage("drawings[2] is null");
  }

  @Test
  void aLiveSketchIsClassifiedByTheFake() {
    Fake fake = new Fake();
    LiveSketch live = fake.live(3);
    assertThat(live.prediction().verdict()).isEqualTo(Verdict.EMPTY);
    assertThat(live.prediction().probability("cat")).isZero();
    live.add(LINE.strokes().get(0));
    assertThat(live.prediction().probability("cat")).isEqualTo(0.8);
    assertThat(live.matches("cat", 0.5)).isTrue();
    assertThat(fake.calls).isEqualTo(1);
    assertThatExceptionOfType(LimitException.class)
        .isThrownBy(() -> live.add(LINE.strokes().get(0)))
        .satisfies(
            e -> {
              assertThat(e.actual()).isEqualTo(4);
              assertThat(e.max()).isEqualTo(3);
            });
  }

  @Test
  void longSourcesAreClassifiedByTheFake() {
    BatchOptions options = BatchOptions.builder().threads(1).build();
    try (Stream<Classified<Integer>> results =
        new Fake().classifyAll(List.of(1, 0, 1).iterator(), i -> i == 0 ? null : LINE, options)) {
      assertThat(results.map(Classified::failed)).containsExactly(false, true, false);
    }
  }

  /** As Spring and the like do. */
  @Test
  void canBeProxied() {
    Fake fake = new Fake();
    Classifier proxy =
        (Classifier)
            Proxy.newProxyInstance(
                Classifier.class.getClassLoader(),
                new Class<?>[] {Classifier.class},
                (self, method, arguments) -> method.invoke(fake, arguments));
    assertThat(proxy.classify(LINE)).isEqualTo(fake.classify(LINE));
    assertThat(proxy.matches(LINE, "cat", 0.5)).isTrue();
    assertThat(proxy.live().prediction().verdict()).isEqualTo(Verdict.EMPTY);
  }
}
