package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.testing.SampleDrawings;

/**
 * Version 1 of the pixels as hashes. A change of any of them is a change of every model's input: it
 * needs a new {@link Rasterizer#VERSION}, new hashes and newly trained models.
 */
class RasterizerGoldenTest {
  private static final List<RasterOptions> OPTIONS =
      List.of(
          RasterOptions.defaults(),
          RasterOptions.quickDrawBitmap28(),
          new RasterOptions(64, 1, 0.5f),
          new RasterOptions(97, 11.3f, 0),
          new RasterOptions(512, 7.25f, 20));

  @Test
  void samplesKeepTheirPixels() throws IOException {
    StringBuilder actual = new StringBuilder();
    for (RasterOptions options : OPTIONS) {
      Rasterizer rasterizer = Rasterizer.create(options);
      for (Map.Entry<String, Drawing> sample : SampleDrawings.all().entrySet()) {
        actual
            .append(sha256(rasterizer.render(sample.getValue())))
            .append("  ")
            .append(options.sizePx())
            .append(' ')
            .append(options.strokeWidthPx())
            .append(' ')
            .append(options.marginPx())
            .append("  ")
            .append(sample.getKey())
            .append('\n');
      }
    }
    // kept for comparison, and as the new file should the version grow
    Files.writeString(Path.of("target/golden-v" + Rasterizer.VERSION + ".txt"), actual);

    String resource = "golden-v" + Rasterizer.VERSION + ".txt";
    try (InputStream in = RasterizerGoldenTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      String expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(actual.toString().lines().toList()).isEqualTo(expected.lines().toList());
    }
  }

  @Test
  void theTestSplitKeepsItsPixels() throws IOException {
    List<Rasterizer> rasterizers = OPTIONS.stream().limit(4).map(Rasterizer::create).toList();
    List<MessageDigest> digests = rasterizers.stream().map(ignored -> newSha256()).toList();
    int[] drawings = {0};
    byte[] ink = new byte[128 * 128];
    TestSplit.forEach(
        drawing -> {
          // every drawing by the two presets, every tenth by the other options
          int count = drawings[0]++ % 10 == 0 ? 4 : 2;
          for (int i = 0; i < count; i++) {
            int size = rasterizers.get(i).options().sizePx();
            rasterizers.get(i).renderTo(drawing, ink, 0);
            digests.get(i).update(ink, 0, size * size);
          }
        });

    assertThat(drawings[0]).isEqualTo(34_275);
    assertThat(digests.stream().map(digest -> HexFormat.of().formatHex(digest.digest())))
        .containsExactly(
            "2bed6cb06d345d80f437667736e57fc2d79d5536c9ba172ae6f43d29f921f904",
            "c26910cb368ee5b9226b4f43fce34bba21a62bbe87705a500b116535d81e10b8",
            "3b3f34df149dbf933642b40780a19c91dadabef61b0fc9e495cd335b04baff7a",
            "07d1647708efc8c16c684dd6566375d5bb912926bf0e1035262496c2643f3cb9");
  }

  private static String sha256(Raster raster) {
    byte[] ink = new byte[raster.width() * raster.height()];
    raster.copyTo(ink, 0);
    return HexFormat.of().formatHex(newSha256().digest(ink));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
