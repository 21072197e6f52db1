package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.testing.models.TestModel;

class LiveSketchTest {
  private final SketchClassifier classifier =
      SketchClassifier.builder().model(TestModel.random().bytes()).backend("reference").build();
  private final LiveSketch live = classifier.live();

  @AfterEach
  void close() {
    classifier.close();
  }

  private static Drawing line(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return Drawing.of(List.of(Stroke.of(x, y)));
  }

  @Test
  void predictsTheDrawingAsItIsAlsoInTheMiddleOfAStroke() {
    live.beginStroke(3, 4);
    assertThat(live.prediction()).isEqualTo(classifier.classify(line(3, 4)));
    live.lineTo(50, 4);
    assertThat(live.prediction()).isEqualTo(classifier.classify(line(3, 4, 50, 4)));
    live.lineTo(20, 90);
    live.endStroke();
    assertThat(live.prediction()).isEqualTo(classifier.classify(line(3, 4, 50, 4, 20, 90)));
    live.beginStroke(30, 30);
    live.lineTo(31, 60);
    assertThat(live.prediction()).isEqualTo(classifier.classify(live.drawing()));
    assertThat(live.whatTheModelSaw()).isEqualTo(classifier.whatTheModelSaw(live.drawing()));
    assertThat(live.undo()).isTrue();
    assertThat(live.drawing()).isEqualTo(line(3, 4, 50, 4, 20, 90));
    assertThat(live.prediction()).isEqualTo(classifier.classify(live.drawing()));
  }

  @Test
  void predictionsOfANewPointAllocateNoRaster() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int updates = 100;
    try (SketchClassifier plain = SketchClassifier.builder().backend("java").build()) {
      LiveSketch drawn = plain.live();
      drawn.beginStroke(0, 0);
      drawn.lineTo(100, 100);
      drawn.prediction();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < updates; i++) {
        drawn.lineTo(i, 50 + i % 7);
        drawn.prediction();
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      // a raster has 16,384 bytes; the points of the drawing are copied, up to 816 bytes
      assertThat(allocated / updates).isLessThan(8_000);
    }
  }

  @Test
  void leavesOutStrayMarksAsTheClassifierDoesUntilTheyGrow() {
    Stroke head = Stroke.ofPoints(0, 0, 100, 0, 100, 100, 0, 100, 0, 0);
    Drawing plain = Drawing.of(head);
    Drawing tapped = Drawing.of(head, Stroke.ofPoints(900, 900));
    live.add(head);
    live.beginStroke(900, 900);

    assertThat(live.drawing()).isEqualTo(tapped);
    assertThat(live.prediction().leftOut()).containsExactly(1);
    assertThat(live.whatTheModelSaw()).isEqualTo(classifier.whatTheModelSaw(plain));
    assertThat(classifier.classify(tapped).leftOut()).containsExactly(1);
    assertThat(classifier.classifyAll(List.of(plain, tapped)))
        .extracting(Prediction::leftOut)
        .containsExactly(List.of(), List.of(1));
    assertThat(classifier.classify(tapped).candidates())
        .isEqualTo(classifier.classify(plain).candidates())
        .isEqualTo(live.prediction().candidates());

    live.lineTo(800, 800);
    assertThat(live.prediction().leftOut()).isEmpty();
    assertThat(live.prediction()).isEqualTo(classifier.classify(live.drawing()));
  }

  @Test
  void keepsStrayMarksIfAsked() {
    Drawing tapped = Drawing.of(Stroke.ofPoints(0, 0, 100, 0, 100, 100), Stroke.ofPoints(900, 900));
    try (SketchClassifier keeping =
        SketchClassifier.builder()
            .model(TestModel.random().bytes())
            .backend("reference")
            .keepStrayMarks(true)
            .build()) {
      assertThat(keeping.classify(tapped).leftOut()).isEmpty();
      assertThat(keeping.whatTheModelSaw(tapped)).isNotEqualTo(classifier.whatTheModelSaw(tapped));
      LiveSketch all = keeping.live();
      tapped.strokes().forEach(all::add);
      assertThat(all.prediction().leftOut()).isEmpty();
      assertThat(all.whatTheModelSaw()).isEqualTo(keeping.whatTheModelSaw(tapped));
    }
  }

  @Test
  void isEmptyBeforeTheFirstStrokeAndAfterClear() {
    assertThat(live.prediction().verdict()).isEqualTo(Verdict.EMPTY);
    live.beginStroke(1, 1);
    assertThat(live.prediction().verdict()).isNotEqualTo(Verdict.EMPTY);
    live.clear();
    assertThat(live.prediction().verdict()).isEqualTo(Verdict.EMPTY);
    assertThat(live.drawing().isEmpty()).isTrue();
    assertThat(live.undo()).isFalse();
  }

  /** The network's answer to a second question would be another object. */
  @Test
  void runsTheNetworkOnceUnlessTheDrawingChanges() {
    live.beginStroke(1, 1);
    live.lineTo(9, 5);
    Prediction first = live.prediction();
    assertThat(live.prediction()).isSameAs(first);
    live.endStroke();
    assertThat(live.prediction()).isSameAs(first);

    live.beginStroke(1, 5);
    Prediction second = live.prediction();
    assertThat(second).isNotSameAs(first);
    live.undo();
    assertThat(live.prediction()).isNotSameAs(second).isEqualTo(first);
  }

  @Test
  void matchesWithoutASecondInference() {
    live.beginStroke(1, 1);
    live.lineTo(9, 5);
    Prediction prediction = live.prediction();
    String best = prediction.top().orElseThrow().label();
    assertThat(live.matches(best, prediction.probability(best))).isTrue();
    assertThat(live.matches(best, 1)).isEqualTo(prediction.probability(best) == 1);
    assertThat(live.prediction()).isSameAs(prediction);
    classifier.close(); // a second inference would be refused
    assertThat(live.matches(best, 0)).isTrue();
  }

  @Test
  void wholeStrokesAreAddedRemovedUndoneAndRedone() {
    Stroke first = Stroke.ofPoints(0, 0, 90, 10);
    Stroke second = Stroke.ofPoints(20, 20, 40, 80, 60, 30);
    live.add(first);
    live.add(second);
    assertThat(live.drawing()).isEqualTo(Drawing.of(first, second));
    assertThat(live.prediction()).isEqualTo(classifier.classify(Drawing.of(first, second)));
    assertThat(live.undo()).isTrue();
    assertThat(live.prediction()).isEqualTo(classifier.classify(Drawing.of(first)));
    assertThat(live.redo()).isTrue();
    assertThat(live.redo()).isFalse();
    assertThat(live.prediction()).isEqualTo(classifier.classify(Drawing.of(first, second)));
    live.remove(0);
    assertThat(live.drawing()).isEqualTo(Drawing.of(second));
    assertThat(live.prediction()).isEqualTo(classifier.classify(Drawing.of(second)));
    assertThat(live.redo()).isFalse();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> live.remove(1));
  }

  @Test
  void refusalsChangeNothing() {
    LiveSketch small = classifier.live(2);
    small.beginStroke(1, 1);
    small.lineTo(2, 5);
    Prediction prediction = small.prediction();
    assertThatExceptionOfType(LimitException.class)
        .isThrownBy(() -> small.lineTo(3, 3))
        .withMessage("points in drawing (3) exceed the maximum allowed (2, see maxPoints)");
    assertThatIllegalStateException().isThrownBy(() -> small.beginStroke(3, 3));
    small.endStroke();
    assertThatIllegalStateException().isThrownBy(small::endStroke);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small.beginStroke(Float.POSITIVE_INFINITY, 0))
        .withMessage("coordinates must be finite: Infinity, 0.0");
    assertThat(small.prediction()).isSameAs(prediction);
    assertThat(small.drawing()).isEqualTo(line(1, 1, 2, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> classifier.live(0));
  }

  @Test
  void isRefusedByAClosedClassifierUntilThen() {
    live.beginStroke(1, 1);
    classifier.close();
    live.lineTo(5, 5);
    assertThatIllegalStateException()
        .isThrownBy(live::prediction)
        .withMessage("the classifier is closed");
    assertThat(live.drawing()).isEqualTo(line(1, 1, 5, 5));
  }

  @Test
  @Timeout(60)
  void oneThreadMayDrawWhileAnotherAsks() throws Exception {
    AtomicBoolean drawn = new AtomicBoolean();
    FutureTask<Integer> asking =
        new FutureTask<>(
            () -> {
              int answers = 0;
              do {
                Drawing before = live.drawing();
                Prediction prediction = live.prediction();
                // where nothing was drawn meanwhile, it is that of the drawing
                if (live.drawing().equals(before)) {
                  assertThat(prediction).isEqualTo(classifier.classify(before));
                }
                answers++;
              } while (!drawn.get());
              return answers;
            });
    Thread asker = new Thread(asking, "asker");
    asker.start();
    for (int stroke = 0; stroke < 200; stroke++) {
      live.beginStroke(stroke % 40, 7 * stroke % 90);
      for (int i = 1; i < 20; i++) {
        live.lineTo((stroke * 31 + i * 17) % 200, (stroke * 13 + i * 29) % 150);
      }
      live.endStroke();
      if (stroke % 10 == 9) {
        live.undo();
      }
    }
    drawn.set(true);
    assertThat(asking.get()).isPositive();
    asker.join();
    assertThat(live.drawing().strokes()).hasSize(180);
    assertThat(live.prediction()).isEqualTo(classifier.classify(live.drawing()));
  }
}
