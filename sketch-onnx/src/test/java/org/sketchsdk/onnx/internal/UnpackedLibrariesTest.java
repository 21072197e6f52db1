package org.sketchsdk.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTest {
  @TempDir private Path folder;

  private Path library(String parent, String name) throws IOException {
    return Files.createFile(Files.createDirectories(folder.resolve(parent)).resolve(name));
  }

  private Path maps(Path... mapped) throws IOException {
    List<String> lines =
        new ArrayList<>(List.of("7f00-7f01 rw-p 00000000 00:00 0", "7f02-7f03 [heap]"));
    for (Path file : mapped) {
      lines.add("7f10-7f20 r-xp 0000a000 fe:01 1234                      " + file);
    }
    return Files.write(folder.resolve("maps"), lines);
  }

  @Test
  void deletesWhatIsLoadedFromATemporaryFolderOfOnnxRuntime() throws IOException {
    Path loaded = library("onnxruntime-java123", "libonnxruntime.so");
    Path beside = library("onnxruntime-java123", "libonnxruntime4j_jni.so");
    Path ofOtherProcess = library("onnxruntime-java456", "libonnxruntime.so");
    Path ofUser = library("natives", "libonnxruntime.so");
    Path maps = maps(loaded, ofUser);

    UnpackedLibraries.delete(maps);
    UnpackedLibraries.delete(maps);

    assertThat(loaded).doesNotExist();
    assertThat(beside).doesNotExist();
    assertThat(ofOtherProcess).exists();
    assertThat(ofUser).exists();
  }

  @Test
  void doesNothingWhereTheSystemDoesNotSayWhatIsLoaded() throws IOException {
    Path library = library("onnxruntime-java123", "libonnxruntime.so");

    UnpackedLibraries.delete(folder.resolve("missing"));

    assertThat(library).exists();
  }

  @Test
  void passesOverAFolderThatIsGone() throws IOException {
    Path maps = maps(folder.resolve("onnxruntime-java123/libonnxruntime.so (deleted)"));

    UnpackedLibraries.delete(maps);

    assertThat(folder).isDirectoryContaining(path -> path.equals(maps));
  }
}
