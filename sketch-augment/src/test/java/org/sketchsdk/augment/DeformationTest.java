package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sketchsdk.augment.TestDrawings.stroke;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

class DeformationTest {
  @Test
  void reproducesASimilarityThatTheControlsFollow() {
    // z' = (0.6 + 0.8i) * 1.5 z + (3 - 2i)
    Deformation deformation = new Deformation(3);
    float[] controls = {0, 0, 40, 10, 15, 70};
    for (int c = 0; c < 6; c += 2) {
      float x = controls[c];
      float y = controls[c + 1];
      deformation.control(x, y, 0.9 * x - 1.2 * y + 3, 1.2 * x + 0.9 * y - 2);
    }
    Stroke line = stroke(0, 0, 10, 10, 50, -20, 33, 44);

    Stroke moved = deformation.apply(line);

    for (int i = 0; i < line.size(); i++) {
      assertThat(moved.x(i)).isCloseTo(0.9f * line.x(i) - 1.2f * line.y(i) + 3, within(1e-3f));
      assertThat(moved.y(i)).isCloseTo(1.2f * line.x(i) + 0.9f * line.y(i) - 2, within(1e-3f));
    }
  }

  @Test
  void controlsGoWhereTheyAreSent() {
    Deformation deformation = new Deformation(3);
    deformation.control(0, 0, 4, 3);
    deformation.control(100, 0, 100, 0);
    deformation.control(0, 100, 0, 100);

    Stroke moved = deformation.apply(stroke(0, 0, 100, 0, 0, 100));

    assertThat(moved.x(0)).isCloseTo(4, within(0.05f));
    assertThat(moved.y(0)).isCloseTo(3, within(0.05f));
    assertThat(moved.x(1)).isCloseTo(100, within(0.05f));
    assertThat(moved.y(2)).isCloseTo(100, within(0.05f));
  }

  @Test
  void controlsOnOneSpotShiftOnly() {
    Deformation deformation = new Deformation(2);
    deformation.control(5, 5, 6, 7);
    deformation.control(5, 5, 8, 9);

    assertThat(deformation.apply(stroke(5, 5, 15, 5))).isEqualTo(stroke(7, 8, 17, 8));
  }

  @Test
  void isSmoothNeighborsStayNeighbors() {
    Drawing line = TestDrawings.drawing(stroke(0, 64, 127, 64), stroke(10, 0, 10, 120));
    for (int seed = 0; seed < 100; seed++) {
      for (Augmentation<Drawing> deformation :
          List.of(Augmentations.localDeformation(2), Augmentations.globalDeformation(2))) {
        Stroke bent = deformation.apply(line, SeededRandom.of(seed)).strokes().get(0);
        assertThat(bent.size()).isEqualTo(17);
        for (int i = 1; i < bent.size(); i++) {
          double stepX = bent.x(i) - bent.x(i - 1);
          double stepY = bent.y(i) - bent.y(i - 1);
          assertThat(Math.hypot(stepX - 127 / 16.0, stepY)).isLessThan(6);
        }
      }
    }
  }

  @Test
  void globalDeformationMovesStrokesTogether() {
    // two strokes that meet keep meeting
    Drawing joined = TestDrawings.drawing(stroke(0, 0, 60, 50), stroke(60, 50, 120, 0));
    Drawing bent = Augmentations.globalDeformation(5).apply(joined, SeededRandom.of(4));
    Stroke first = bent.strokes().get(0);
    Stroke second = bent.strokes().get(1);

    assertThat(first.x(first.size() - 1)).isEqualTo(second.x(0));
    assertThat(first.y(first.size() - 1)).isEqualTo(second.y(0));
    assertThat(bent).isNotEqualTo(joined);
  }
}
