package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sketchsdk.testing.ChildJvm;

/** A small program on the class path and as a module on the module path, with and without us. */
class PathsIT {
  private static final String MODULE =
      """
      module org.example.app {
        requires org.sketchsdk.infer;
      }
      """;
  private static final String MAIN =
      """
      package org.example.app;

      import java.util.List;
      import org.sketchsdk.core.Drawing;
      import org.sketchsdk.core.Stroke;
      import org.sketchsdk.infer.SketchClassifier;

      public class Main {
        public static void main(String[] arguments) {
          Drawing drawing =
              Drawing.of(
                  List.of(
                      Stroke.of(
                          new float[] {20, 20, 80, 80, 20}, new float[] {50, 100, 100, 50, 50}),
                      Stroke.of(new float[] {20, 50, 80}, new float[] {50, 10, 50})));
          for (int i = 0; i < 2; i++) {
            try (SketchClassifier classifier = SketchClassifier.load()) {
              System.out.println(
                  classifier.backend()
                      + " "
                      + classifier.classify(drawing).candidates().get(0).label());
            }
          }
        }
      }
      """;
  private static final List<String> INFER =
      List.of("sketch-core", "sketch-render", "sketch-infer", "jackson-core");
  private static final List<String> ONNX = List.of("sketch-onnx", "onnxruntime");

  @TempDir private static Path folder;
  private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    classes = Files.createDirectories(folder.resolve("classes"));
    Path module = Files.writeString(folder.resolve("module-info.java"), MODULE);
    Path main =
        Files.writeString(
            Files.createDirectories(folder.resolve("org/example/app")).resolve("Main.java"), MAIN);
    // What the module reads at compile time only is there too.
    List<String> path = new ArrayList<>(INFER);
    path.add("jspecify");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-p",
                entries(path),
                "-d",
                classes.toString(),
                module.toString(),
                main.toString());
    assertThat(result).isZero();
  }

  /** Returns the entries of the tests' class path that belong to artifacts. */
  private static String entries(List<String> artifacts) {
    String[] all = System.getProperty("java.class.path").split(File.pathSeparator);
    return artifacts.stream()
        .map(
            artifact ->
                Arrays.stream(all)
                    .filter(entry -> belongs(Path.of(entry), artifact))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(artifact + " is not on the class path")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean belongs(Path entry, String artifact) {
    return entry.endsWith(Path.of(artifact, "target", "classes"))
        || entry.getFileName().toString().matches(artifact + "-\\d[^/]*(?<!tests)\\.jar");
  }

  private static ChildJvm run(boolean modules, List<String> artifacts, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("-Duser.language=en");
    command.addAll(List.of(options));
    command.add(modules ? "-p" : "-cp");
    command.add(classes + File.pathSeparator + entries(artifacts));
    command.addAll(
        modules
            ? List.of("-m", "org.example.app/org.example.app.Main")
            : List.of("org.example.app.Main"));
    return ChildJvm.run(folder, command);
  }

  private static List<String> with(List<String> artifacts) {
    List<String> all = new ArrayList<>(INFER);
    all.addAll(artifacts);
    return all;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutItPlainJavaRunsInSilence(boolean modules) throws Exception {
    ChildJvm ran = run(modules, INFER);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualToNormalizingNewlines("java house\njava house\n");
    assertThat(ran.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLogSaysWhatIsFasterWhenAsked(boolean modules) throws Exception {
    Path settings = folder.resolve("logging.properties");
    Files.write(
        settings,
        List.of(
            "handlers=java.util.logging.ConsoleHandler",
            "java.util.logging.ConsoleHandler.level=FINE",
            "org.sketchsdk.level=FINE"));
    ChildJvm ran = run(modules, INFER, "-Djava.util.logging.config.file=" + settings);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err().lines().filter(line -> line.contains("runs model")))
        .allMatch(line -> line.startsWith("FINE: backend java runs model quickdraw25: plain Java"))
        .allMatch(
            line -> line.endsWith("org.sketchsdk:sketch-onnx would be about five times faster"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withItOnnxRuntimeRuns(boolean modules) throws Exception {
    String[] options =
        Runtime.version().feature() < 24
            ? new String[0]
            : new String[] {
              "--enable-native-access=" + (modules ? "com.microsoft.onnxruntime" : "ALL-UNNAMED")
            };
    ChildJvm ran = run(modules, with(ONNX), options);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualToNormalizingNewlines("onnx house\nonnx house\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void warnsOnceWhereOnnxRuntimeCannotBeUnpacked() throws Exception {
    Path missing = folder.resolve("missing");
    ChildJvm ran = run(false, with(ONNX), "-Djava.io.tmpdir=" + missing);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualToNormalizingNewlines("java house\njava house\n");
    assertThat(ran.err().lines().filter(line -> line.startsWith("WARNING: backend")))
        .singleElement()
        .asString()
        .startsWith(
            "WARNING: backend java is slower than one that is present but does not work: onnx: ONNX"
                + " Runtime does not load: ")
        .endsWith(
            "; to mend this, set the system property java.io.tmpdir to a folder that exists, that"
                + " the process may write to, and that is not mounted noexec; it is \""
                + missing
                + '"');
  }

  /** Also on the module path, where the automatic module is missing, nothing else breaks. */
  @Test
  void warnsWhereTheLibraryIsMissingOnTheClassPath() throws Exception {
    ChildJvm ran = run(false, with(List.of("sketch-onnx")));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualToNormalizingNewlines("java house\njava house\n");
    assertThat(ran.err())
        .contains(
            "to mend this, add com.microsoft.onnxruntime:onnxruntime to the class path or module"
                + " path");
  }
}
