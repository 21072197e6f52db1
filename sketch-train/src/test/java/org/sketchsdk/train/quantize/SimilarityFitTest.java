package org.sketchsdk.train.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.infer.model.SimilarityStatistics;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

class SimilarityFitTest {
  private static final int SIZE = 28;

  /** Gives the ink of each row as the embedding: lines at the same height are alike. */
  private static final InferenceBackend ROWS =
      new InferenceBackend() {
        @Override
        public int embeddingSize() {
          return SIZE;
        }

        @Override
        public void run(byte[] rasters, int count, float[] logits) {
          throw new AssertionError("the embedding is asked for");
        }

        @Override
        public void run(byte[] rasters, int count, float[] logits, float[] embeddings) {
          for (int row = 0; row < count * SIZE; row++) {
            embeddings[row] = 0;
            for (int x = 0; x < SIZE; x++) {
              embeddings[row] += rasters[row * SIZE + x] & 0xff;
            }
          }
        }

        @Override
        public void close() {}
      };

  private static SimilarityFit fit() {
    return new SimilarityFit(ROWS, Rasterizer.create(new RasterOptions(SIZE, 2, 2)), 2);
  }

  private static List<String> write(Path folder, int classes, int drawings) throws IOException {
    List<String> labels = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < drawings; i++) {
        // a frame that keeps the scale, and a line whose height tells the class
        int y = 10 + k * 20;
        lines.append(
            "{\"drawing\":[[[0,0],[0,255]],[[0,200],[%d,%d]]]}\n".formatted(y + i % 3, y + i % 2));
      }
      labels.add("line" + k);
      Files.writeString(folder.resolve("line" + k + ".ndjson"), lines);
    }
    return labels;
  }

  @Test
  void drawingsOfAClassAreMoreSimilarThanOthers(@TempDir Path folder) throws IOException {
    List<String> labels = write(folder, 12, 12);
    SimilarityStatistics statistics = fit().fit(folder, labels).orElseThrow();

    assertThat(statistics.rows())
        .extracting(SimilarityStatistics.Row::examples)
        .containsExactly(1, 2, 3, 5, 10); // no class has more than 20 drawings
    for (SimilarityStatistics.Row row : statistics.rows()) {
      assertThat(row.same().get(1)).isGreaterThan(row.other().get(16));
    }
    assertThat(statistics.rows().get(4).same().get(10))
        .isGreaterThanOrEqualTo(statistics.rows().get(0).same().get(10));
    assertThat(fit().fit(folder, labels).orElseThrow().rows()).isEqualTo(statistics.rows());
  }

  @Test
  void needsTenClasses(@TempDir Path folder) throws IOException {
    assertThat(fit().fit(folder, write(folder, 9, 5))).isEmpty();
  }
}
