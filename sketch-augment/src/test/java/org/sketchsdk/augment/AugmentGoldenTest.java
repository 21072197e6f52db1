package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.SampleDrawings;

/**
 * The bytes themselves, the same on every JDK. A change of a hash means that a training run can no
 * longer be repeated: say so in the change log.
 */
class AugmentGoldenTest {
  @Test
  void streamOfRandomNumbers() throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * 7 * 500);
    for (int epoch = 0; epoch < 500; epoch++) {
      SeededRandom random = SeededRandom.forSample(-77, "café/☃ 4503626191994880", epoch - 9);
      bytes.putLong(random.nextLong());
      bytes.putLong(random.nextInt(epoch + 1));
      bytes.putDouble(random.nextFloat());
      bytes.putDouble(random.nextDouble());
      bytes.putDouble(random.nextGaussian());
      bytes.putDouble(random.nextGaussian());
      bytes.putDouble(random.uniform(-epoch, epoch));
    }
    assertThat(sha256(bytes.array()))
        .isEqualTo("3db22570727237887265d770b765b99e4229f957bc53f80e52316708e1d8b3d3");
  }

  @ParameterizedTest
  @CsvSource({
    "none, 73643fb2b77ff52b705303dbeac02406e547c7fe7131dff347fc68ef71998712",
    "wobble, f7b34daddeb43a14748da50d4f47b14a1b57be00d85db7f4765a3ba44912447d",
    "morphology, 2204c351b1a46a86e94ac4b445d7b415ebe5b5f9ca733abfb72490d94878becb",
    "domain-matched, ae41519d8c1c17377c46278369cbe80f2e94ebab0980b445e258597c782771fb",
    "training, 2179fe467f7bd4abbf16ff7f61a9eb9cb8c87c75d92ab9933b183d49a8569c9f"
  })
  void rastersOfThePreset(String preset, String expected) throws NoSuchAlgorithmException {
    assertThat(hash(AugmentationOptions.preset(preset))).isEqualTo(expected);
  }

  @Test
  void rastersWithEveryStepOn() throws NoSuchAlgorithmException {
    AugmentationOptions all =
        AugmentationOptions.training().toBuilder()
            .mirror(0.5)
            .pointJitter(0.7)
            .wobble(1, Double.POSITIVE_INFINITY)
            .morphology(2.5, 0.6)
            .blur(3, 0.6)
            .dropStrokes(0.3)
            .partial(0.1, 0.6)
            .resimplify(12, 0.6)
            .build();

    assertThat(hash(all))
        .isEqualTo("4c45dc5a737925b2140f4e396c9ea8822227923970b86c120e8964f36c28f068");
  }

  /** All sample drawings in four epochs, one after the other. */
  private static String hash(AugmentationOptions options) throws NoSuchAlgorithmException {
    AugmentedRenderer renderer =
        AugmentedRenderer.of(Rasterizer.create(RasterOptions.defaults()), options);
    Map<String, Drawing> drawings = SampleDrawings.all();
    int pixels = 128 * 128;
    byte[] ink = new byte[drawings.size() * 4 * pixels];
    int offset = 0;
    for (Map.Entry<String, Drawing> drawing : drawings.entrySet()) {
      for (int epoch = 0; epoch < 4; epoch++) {
        SeededRandom random = SeededRandom.forSample(2026, drawing.getKey(), epoch);
        renderer.renderTo(drawing.getValue(), random, ink, offset);
        offset += pixels;
      }
    }
    return sha256(ink);
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
