package org.sketchsdk.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackedLibrariesTest {
  private static final String CORE = "libonnxruntime.so";
  private static final String JNI = "libonnxruntime4j_jni.so";
  private static final String FOLDER = "onnxruntime-java123";

  @TempDir private Path scratch;
  private Path temporary;
  private Path maps;
  private final Properties properties = new Properties();

  @BeforeEach
  void createFolders() throws IOException {
    temporary = Files.createDirectory(scratch.resolve("tmp")).toRealPath();
    maps = Files.createFile(scratch.resolve("maps"));
  }

  private UnpackedLibraries watch() {
    return UnpackedLibraries.watch(maps, temporary.toString(), properties);
  }

  private static Path file(Path folder, String name) throws IOException {
    return Files.createFile(Files.createDirectories(folder).resolve(name));
  }

  private void map(Path... mapped) throws IOException {
    List<String> lines =
        new ArrayList<>(List.of("7f00-7f01 rw-p 00000000 00:00 0", "7f02-7f03 [heap]"));
    for (Path file : mapped) {
      lines.add("7f10-7f20 r-xp 0000a000 fe:01 1234                      " + file);
    }
    Files.write(maps, lines);
  }

  @Test
  void deletesWhatWasUnpackedAndLoaded() throws IOException {
    UnpackedLibraries watched = watch();
    Path core = file(temporary.resolve(FOLDER), CORE);
    Path jni = file(temporary.resolve(FOLDER), JNI);
    Path ofOtherProcess = file(temporary.resolve("onnxruntime-java456"), CORE);
    map(core, jni);

    watched.delete();
    watched.delete();

    assertThat(temporary.resolve(FOLDER)).isEmptyDirectory();
    assertThat(ofOtherProcess).exists();
  }

  /** A folder of the user, named much as ONNX Runtime names its own, given by a property. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "onnxruntime.native.path",
        "onnxruntime.native.onnxruntime.path",
        "onnxruntime.native.onnxruntime4j_jni.skip"
      })
  void leavesEverythingAloneWhereTheUserSaysWhereLibrariesAre(String property) throws IOException {
    properties.setProperty(property, "something");
    UnpackedLibraries watched = watch();
    Path core = file(temporary.resolve(FOLDER), CORE);
    Path jni = file(temporary.resolve(FOLDER), JNI);
    map(core, jni);

    watched.delete();

    assertThat(core).exists();
    assertThat(jni).exists();
  }

  @Test
  void leavesAFolderAloneThatHoldsOtherFiles() throws IOException {
    UnpackedLibraries watched = watch();
    Path core = file(temporary.resolve(FOLDER), CORE);
    Path jni = file(temporary.resolve(FOLDER), JNI);
    Path license = file(temporary.resolve(FOLDER), "my-notes.txt");
    map(core, jni);

    watched.delete();

    assertThat(core).exists();
    assertThat(jni).exists();
    assertThat(license).exists();
  }

  @Test
  void leavesAFolderAloneThatWasThereBefore() throws IOException {
    Path core = file(temporary.resolve(FOLDER), CORE);
    Path jni = file(temporary.resolve(FOLDER), JNI);
    UnpackedLibraries watched = watch();
    map(core, jni);

    watched.delete();

    assertThat(core).exists();
    assertThat(jni).exists();
  }

  @Test
  void leavesAFolderAloneThatAnotherLoaderIsAboutToLoadFrom() throws IOException {
    UnpackedLibraries watched = watch();
    Path core = file(temporary.resolve(FOLDER), CORE);
    map(core);

    watched.delete();
    assertThat(core).exists();

    Path jni = file(temporary.resolve(FOLDER), JNI);
    watched.delete(); // not loaded yet
    assertThat(core).exists();
    assertThat(jni).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnxruntime-java", "onnxruntime-java-natives", "natives"})
  void leavesFoldersOfOtherNamesAlone(String name) throws IOException {
    UnpackedLibraries watched = watch();
    Path core = file(temporary.resolve(name), CORE);
    Path jni = file(temporary.resolve(name), JNI);
    map(core, jni);

    watched.delete();

    assertThat(core).exists();
    assertThat(jni).exists();
  }

  @Test
  void leavesFoldersElsewhereAlone() throws IOException {
    UnpackedLibraries watched = watch();
    Path elsewhere = scratch.toRealPath().resolve(FOLDER);
    Path core = file(elsewhere, CORE);
    Path jni = file(elsewhere, JNI);
    Files.createSymbolicLink(temporary.resolve("onnxruntime-java789"), elsewhere);
    map(core, jni);

    watched.delete();

    assertThat(core).exists();
    assertThat(jni).exists();
  }

  @Test
  void doesNothingWhereTheSystemDoesNotSayWhatIsLoaded() throws IOException {
    Files.delete(maps);
    UnpackedLibraries watched = watch();
    Path core = file(temporary.resolve(FOLDER), CORE);
    Path jni = file(temporary.resolve(FOLDER), JNI);

    watched.delete();

    assertThat(core).exists();
    assertThat(jni).exists();
  }

  @Test
  void doesNothingWhereTheFolderForTemporaryFilesIsMissing() {
    Path missing = scratch.resolve("missing");

    UnpackedLibraries.watch(maps, missing.toString(), properties).delete();

    assertThat(missing).doesNotExist();
  }
}
