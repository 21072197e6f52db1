package org.sketchsdk.core.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Where the tests find the data sets, which are not part of the project. */
public final class TestData {
  private TestData() {}

  /**
   * Returns a file or folder of the data sets: below the folder that the environment variable
   * {@code SKETCH_DATA} names, or else below {@code ../shared/data}, seen from the project's root.
   * Where it is missing, the calling test is skipped with the reason.
   *
   * @param relative path below the data folder, such as {@code quickdraw/test/cat.ndjson.gz}
   * @return the existing path
   */
  public static Path require(String relative) {
    String variable = System.getenv("SKETCH_DATA");
    Path folder =
        variable != null
            ? Path.of(variable)
            : Path.of(System.getProperty("sketch.root", ".."))
                .resolve("../shared/data")
                .normalize();
    Path path = folder.resolve(relative);
    Assumptions.assumeTrue(
        Files.exists(path),
        () -> "no " + relative + " in the data folder " + folder + " (set SKETCH_DATA)");
    return path;
  }
}
