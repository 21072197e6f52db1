package org.sketchsdk.examples;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for the packages of all modules. */
class PackagesTest {
  private static final int MAX_FILES = 30;

  /** Packages that NullAway does not check yet. */
  private static final List<String> NOT_NULL_MARKED =
      List.of(
          "org.sketchsdk.cli",
          "org.sketchsdk.cli.classify",
          "org.sketchsdk.cli.console",
          "org.sketchsdk.cli.convert",
          "org.sketchsdk.cli.download",
          "org.sketchsdk.cli.evaluate",
          "org.sketchsdk.cli.options",
          "org.sketchsdk.cli.render",
          "org.sketchsdk.cli.train");

  private static Packages packages() throws IOException {
    return Packages.of(Project.root());
  }

  @Test
  void findsAllModules() throws IOException {
    assertThat(packages().modules())
        .extracting(module -> module.getFileName().toString())
        .contains("sketch-core", "sketch-render", "sketch-infer", "sketch-train", "sketch-cli")
        .containsAll(Project.publishedModules());
  }

  @Test
  void packagesHaveNoCycles() throws IOException {
    slices().matching("org.sketchsdk.(**)").should().beFreeOfCycles().check(packages().classes());
  }

  @Test
  void packagesAreSmall() throws IOException {
    packages()
        .sources()
        .forEach(
            (folder, files) ->
                assertThat(files).as("%s", folder).hasSizeLessThanOrEqualTo(MAX_FILES));
  }

  @Test
  void packagesAreDescribedAndNullMarked() throws IOException {
    List<String> unmarked = new ArrayList<>();
    for (Map.Entry<Path, List<Path>> entry : packages().sources().entrySet()) {
      Path description = entry.getKey().resolve("package-info.java");
      assertThat(description).exists();
      assertThat(Files.readString(description)).contains("/**");
      if (!Files.readString(description).contains("@NullMarked\n")) {
        unmarked.add(packageOf(entry.getKey()));
      }
    }
    assertThat(unmarked).containsExactlyInAnyOrderElementsOf(NOT_NULL_MARKED);
  }

  private static String packageOf(Path folder) {
    String path = folder.toString().replace(File.separatorChar, '/');
    return path.substring(path.lastIndexOf("org/sketchsdk/")).replace('/', '.');
  }
}
