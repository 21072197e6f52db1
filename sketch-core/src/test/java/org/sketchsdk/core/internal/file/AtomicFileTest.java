package org.sketchsdk.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void createsAndReplacesAFile() throws IOException {
    Path file = folder.resolve("a.bin");
    AtomicFile.write(file, CONTENT);
    assertThat(file).hasBinaryContent(CONTENT);
    AtomicFile.writeOneOfMany(file, new byte[] {4});
    assertThat(file).hasBinaryContent(new byte[] {4});
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void namesTheTargetIfItCannotBeWritten() {
    Path file = folder.resolve("missing").resolve("a.bin");
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> AtomicFile.write(file, CONTENT))
        .withMessageContaining(file + ": ")
        .withMessageNotContaining("tmp\n");
  }

  @Test
  void aFolderInTheWayStays() throws IOException {
    Path file = Files.createDirectory(folder.resolve("a.bin"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> AtomicFile.write(file, CONTENT));
    assertThat(file).isEmptyDirectory();
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anInterruptedThreadLeavesTheOldContentAndNoOtherFile() throws IOException {
    Path file = Files.write(folder.resolve("a.bin"), CONTENT);
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(ClosedByInterruptException.class)
          .isThrownBy(() -> AtomicFile.write(file, new byte[] {4}));
    } finally {
      Thread.interrupted();
    }
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aSymbolicLinkStays() throws IOException {
    Path file = Files.write(folder.resolve("a.bin"), CONTENT);
    Path link = folder.resolve("link");
    try {
      Files.createSymbolicLink(link, file);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "no symbolic links here");
    }
    AtomicFile.write(link, new byte[] {4});
    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(new byte[] {4});
  }

  @Test
  void whatIsNoFileIsWrittenDirectly() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "no /dev/null here");
    AtomicFile.write(device, CONTENT);
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void keepsTheOldContentUnlessFinished() throws IOException {
    Path file = Files.write(folder.resolve("a.bin"), CONTENT);
    try (AtomicFile atomic = AtomicFile.replace(file)) {
      Files.write(atomic.temporary(), new byte[] {4});
    }
    assertThat(file).hasBinaryContent(CONTENT);
    try (AtomicFile atomic = AtomicFile.replace(file)) {
      Files.write(atomic.temporary(), new byte[] {4});
      atomic.finish();
    }
    assertThat(file).hasBinaryContent(new byte[] {4});
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }
}
