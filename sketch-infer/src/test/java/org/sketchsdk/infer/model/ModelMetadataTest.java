package org.sketchsdk.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.model.ModelInfo.EmbeddingCodes;
import org.sketchsdk.render.RasterOptions;

class ModelMetadataTest {
  private static ModelMetadata.Builder required() {
    return ModelMetadata.builder()
        .name("shapes")
        .network("tiny")
        .labels(List.of("circle", "square"))
        .rasterOptions(new RasterOptions(28, 2.5f, 3.25f))
        .temperature(1.25);
  }

  /** The format of files, spelled out here and nowhere else. */
  @Test
  void writesEachEntryUnderItsKeyInTheOrderOfTheCalls() {
    ModelMetadata metadata =
        ModelMetadata.builder()
            .embeddingCodes(new EmbeddingCodes(0.5f, 3))
            .quantization("ranges", "mse")
            .provenance("seed", "7")
            .putAll(required().build())
            .minProbability(0.75)
            .build();
    assertThat(metadata.entries())
        .containsExactly(
            entry("sketch.embedding.scale", "0.5"),
            entry("sketch.embedding.zeroPoint", "3"),
            entry("sketch.quantisation.ranges", "mse"),
            entry("sketch.provenance.seed", "7"),
            entry("sketch.format", "1"),
            entry("sketch.name", "shapes"),
            entry("sketch.network", "tiny"),
            entry("sketch.labels", "circle\nsquare"),
            entry("sketch.raster.version", "1"),
            entry("sketch.raster.sizePx", "28"),
            entry("sketch.raster.strokeWidthPx", "2.5"),
            entry("sketch.raster.marginPx", "3.25"),
            entry("sketch.temperature", "1.25"),
            entry("sketch.minProbability", "0.75"));
  }

  @Test
  void readsWhatItWrites() {
    double[] quantiles = KnownScoreTest.halfPercents();
    KnownScore score = KnownScore.of(new float[] {1, -2, 0.1f}, quantiles);
    ModelMetadata read =
        ModelMetadata.of(
            required()
                .embeddingCodes(new EmbeddingCodes(0.1f, 255))
                .knownScore(score)
                .minProbability(0.25)
                .build()
                .entries(),
            "test");
    read.requireVersions();
    assertThat(read.name()).isEqualTo("shapes");
    assertThat(read.network()).isEqualTo("tiny");
    assertThat(read.labels()).containsExactly("circle", "square");
    assertThat(read.rasterOptions()).isEqualTo(new RasterOptions(28, 2.5f, 3.25f));
    assertThat(read.temperature()).isEqualTo(1.25);
    assertThat(read.minProbability()).isEqualTo(0.25);
    assertThat(read.embeddingCodes()).isEqualTo(new EmbeddingCodes(0.1f, 255));
    KnownScore readScore = read.knownScore(4).orElseThrow();
    assertThat(readScore.weights()).containsExactly(1, -2, 0.1f);
    for (int percent = 0; percent < KnownScore.QUANTILES; percent++) {
      assertThat(readScore.quantile(percent)).isEqualTo(quantiles[percent]);
    }
  }

  @Test
  void anEntryThatIsSetAgainKeepsItsPlace() {
    ModelMetadata metadata = required().temperature(2).name("other").build();
    assertThat(metadata.entries().keySet()).startsWith("sketch.format", "sketch.name");
    assertThat(metadata.name()).isEqualTo("other");
    assertThat(metadata.temperature()).isEqualTo(2);
  }

  @Test
  void groupsEntriesByName() {
    ModelMetadata metadata =
        required()
            .provenance("seed", "7")
            .provenance("commit", "abc")
            .quantization("ranges", "mse")
            .build();
    assertThat(metadata.provenance()).containsExactly(entry("commit", "abc"), entry("seed", "7"));
    assertThat(metadata.quantization()).containsExactly(entry("ranges", "mse"));
    assertThat(metadata.entries())
        .containsKeys(
            ModelMetadata.provenanceKey("commit"), ModelMetadata.quantizationKey("ranges"));
  }

  @Test
  void keepsEntriesOfOtherTools() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("framework", "other");
    entries.putAll(required().build().entries());
    ModelMetadata metadata = ModelMetadata.of(entries, "test");
    entries.clear();
    assertThat(metadata.entries()).containsEntry("framework", "other").hasSize(10);
    assertThat(metadata.entries().keySet()).startsWith("framework");
    assertThat(ModelMetadata.builder().putAll(metadata).build().entries())
        .isEqualTo(metadata.entries());
  }

  @Test
  void takesNoNull() {
    assertThatNullPointerException().isThrownBy(() -> ModelMetadata.builder().name(null));
    assertThatNullPointerException().isThrownBy(() -> ModelMetadata.of(Map.of(), null));
  }
}
