package org.sketchsdk.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.NdjsonWriter;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;

/** The files that the snippets of the documents read. */
final class SnippetFiles {
  private SnippetFiles() {}

  /** Writes the files to a new folder and returns it. */
  static Path in(Path folder) throws IOException {
    Files.createDirectory(folder);
    Drawing cat = cat();
    Files.write(
        folder.resolve("photo.png"),
        BufferedImages.toPng(Rasterizer.create(RasterOptions.defaults()).render(cat)));
    try (NdjsonWriter writer = NdjsonWriter.create(folder.resolve("cat.ndjson.gz"))) {
      for (int i = 0; i < 20; i++) {
        writer.write(
            new QuickDrawRecord(
                OptionalLong.of(i),
                Optional.of("cat"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(i % 2 == 0),
                cat));
      }
    }
    return folder;
  }

  private static Drawing cat() {
    return Drawing.of(
        List.of(
            Stroke.of(
                new float[] {50, 80, 95, 90, 70, 30, 10, 5, 20, 50},
                new float[] {30, 28, 50, 80, 95, 95, 80, 50, 28, 30}),
            Stroke.of(new float[] {20, 12, 40}, new float[] {30, 2, 28}),
            Stroke.of(new float[] {62, 88, 82}, new float[] {28, 2, 30}),
            Stroke.of(new float[] {32, 33}, new float[] {50, 52}),
            Stroke.of(new float[] {67, 68}, new float[] {50, 52}),
            Stroke.of(new float[] {45, 55, 50, 45}, new float[] {64, 64, 70, 64}),
            Stroke.of(new float[] {20, -10}, new float[] {66, 60}),
            Stroke.of(new float[] {20, -10}, new float[] {72, 76}),
            Stroke.of(new float[] {80, 110}, new float[] {66, 60}),
            Stroke.of(new float[] {80, 110}, new float[] {72, 76})));
  }
}
