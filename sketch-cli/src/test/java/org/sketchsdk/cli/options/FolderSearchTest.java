package org.sketchsdk.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.console.FailureException;

class FolderSearchTest {
  @TempDir private Path folder;
  private final List<String> problems = new ArrayList<>();

  private List<Path> search(Path start) throws IOException {
    return InputFiles.of(List.of(start), InputStream.nullInputStream(), problems::add).files();
  }

  @Test
  void findsFilesBehindLinksAndEndsInALoop() throws IOException {
    Path real = Files.createDirectories(folder.resolve("outside/real"));
    Files.createFile(real.resolve("cat.ndjson"));
    Files.createSymbolicLink(real.resolve("loop"), real);
    Path start = Files.createDirectory(folder.resolve("start"));
    Files.createSymbolicLink(start.resolve("link"), real);
    Files.createSymbolicLink(start.resolve("nowhere.ndjson"), folder.resolve("none"));

    assertThat(search(start)).containsExactly(start.resolve("link/cat.ndjson"));
    assertThat(problems).isEmpty();
  }

  @Test
  void ignoresTheCaseOfSuffixesAndPassesOverCopiesOfMacOs() throws IOException {
    Files.createFile(folder.resolve("HOUSE.NDJSON"));
    Files.createFile(folder.resolve("cat.Ndjson.GZ"));
    Files.createFile(folder.resolve("._cat.ndjson"));
    Files.createFile(folder.resolve("README"));

    assertThat(search(folder))
        .containsExactlyInAnyOrder(folder.resolve("HOUSE.NDJSON"), folder.resolve("cat.Ndjson.GZ"));
  }

  @Test
  void refusesTheRootOfAFileSystem() {
    Path root = folder.toAbsolutePath().getRoot();
    assertThatThrownBy(() -> search(root))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("name a folder below it");
  }
}
