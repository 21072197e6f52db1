package org.sketchsdk.packages;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the packages of all modules. */
class PackagesTest {
  private static final int MAX_FILES = 30;

  private static Packages packages() throws IOException {
    return Packages.of(Packages.root());
  }

  @Test
  void findsAllModules() throws IOException {
    List<Path> withSources;
    try (Stream<Path> folders = Files.list(Packages.root())) {
      withSources =
          folders
              .filter(folder -> folder.getFileName().toString().startsWith("sketch-"))
              .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
              .sorted()
              .toList();
    }
    List<Path> modules = packages().modules();
    assertThat(modules).isEqualTo(withSources);
    assertThat(modules)
        .extracting(module -> module.getFileName().toString())
        .contains("sketch-core", "sketch-render", "sketch-infer", "sketch-train", "sketch-cli");
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
    for (Path folder : packages().sources().keySet()) {
      Path description = folder.resolve("package-info.java");
      assertThat(description).exists();
      assertThat(Files.readString(description)).contains("/**").contains("@NullMarked\n");
    }
  }
}
