package org.sketchsdk.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.testing.TestData;

/** The test split of the Quick, Draw! data, where it is there. */
final class TestSplit {
  private TestSplit() {}

  /** Passes on every drawing, file by file in the order of their names; skips without the data. */
  static void forEach(Consumer<Drawing> action) throws IOException {
    Path folder = TestData.require("quickdraw/test");
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
    }
    for (Path file : files) {
      try (NdjsonReader reader = NdjsonReader.open(file)) {
        for (QuickDrawRecord next = reader.next(); next != null; next = reader.next()) {
          action.accept(next.drawing());
        }
      }
    }
  }

  /** Returns the first of every so many drawings. */
  static List<Drawing> oneIn(int step) throws IOException {
    List<Drawing> chosen = new ArrayList<>();
    int[] count = {0};
    forEach(
        drawing -> {
          if (count[0]++ % step == 0) {
            chosen.add(drawing);
          }
        });
    return chosen;
  }
}
