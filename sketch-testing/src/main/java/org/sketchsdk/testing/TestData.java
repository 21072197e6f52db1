package org.sketchsdk.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the data sets, which are not part of the project. */
public final class TestData {
  private TestData() {}

  /**
   * Returns a file or folder of the data sets. If it is missing, the calling test is skipped, and
   * the reason names the missing path.
   *
   * <p>The data folder comes from the system property {@code sketch.data}. The build sets it to the
   * environment variable {@code SKETCH_DATA}, or else to {@code ../shared/data} relative to the
   * project's root.
   *
   * @param relative path below the data folder, such as {@code quickdraw/test/cat.ndjson.gz}
   * @return the existing path
   */
  public static Path require(String relative) {
    Path folder = Path.of(System.getProperty("sketch.data", "../../shared/data"));
    Path path = folder.resolve(relative).normalize();
    Assumptions.assumeTrue(
        Files.exists(path),
        () -> "no " + relative + " in the data folder " + folder + " (set SKETCH_DATA)");
    return path;
  }
}
