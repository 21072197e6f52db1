package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Fixes the points of drawings made here, for every JDK and platform. */
class SimplifierGoldenTest {
  @Test
  void pointsAreTheSameEverywhere() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 300; i++) {
      Drawing simplified = Simplifier.quickDraw().simplify(scrawl(random, i % 2 == 0));
      for (Stroke stroke : simplified.strokes()) {
        digest.update((byte) stroke.size());
        for (int p = 0; p < stroke.size(); p++) {
          digest.update((byte) (int) stroke.x(p));
          digest.update((byte) (int) stroke.y(p));
        }
      }
    }

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("677d0769598fef405544389723f5251c5790888e1a33b65099bf031adc015d47");
  }

  /** A few strokes that go on in about the same direction, as a pen does, from pixel to pixel. */
  private static Drawing scrawl(SplittableRandom random, boolean wholePixels) {
    List<Stroke> strokes = new ArrayList<>();
    for (int s = random.nextInt(1, 5); s > 0; s--) {
      float[] x = new float[random.nextInt(1, 80)];
      float[] y = new float[x.length];
      double px = random.nextInt(600);
      double py = random.nextInt(600);
      double dx = 0;
      double dy = 0;
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (wholePixels ? Math.rint(px) : px);
        y[i] = (float) (wholePixels ? Math.rint(py) : py);
        dx = 0.8 * dx + random.nextDouble() * 8 - 4;
        dy = 0.8 * dy + random.nextDouble() * 8 - 4;
        px += dx;
        py += dy;
      }
      strokes.add(Stroke.of(x, y));
    }
    return Drawing.of(strokes);
  }
}
