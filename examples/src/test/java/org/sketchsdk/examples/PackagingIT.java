package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs a small program on the SDK's jars in the ways that docs/DEPLOYING.md describes. */
class PackagingIT {
  private static final String MAIN = "org.example.tiny.Tiny";
  private static final String PROGRAM =
      """
      package org.example.tiny;

      import org.sketchsdk.core.Drawing;
      import org.sketchsdk.infer.SketchClassifier;

      public final class Tiny {
        public static void main(String[] args) {
          Drawing house =
              Drawing.builder()
                  .moveTo(20, 100).lineTo(20, 50).lineTo(80, 50).lineTo(80, 100).lineTo(20, 100)
                  .moveTo(10, 50).lineTo(50, 10).lineTo(90, 50)
                  .build();
          try (SketchClassifier classifier = SketchClassifier.load()) {
            System.out.println(classifier.backend() + ": "
                + classifier.classify(house).top().orElseThrow().label());
          }
          try (SketchClassifier classifier = SketchClassifier.load()) {
            System.out.println(classifier.labels().size());
          }
        }
      }
      """;

  private static Path folder;
  private static Path tiny; // the program's jar, a module

  @BeforeAll
  static void compile() throws Exception {
    folder = Project.target().resolve("packaging");
    Outside.delete(folder);
    Path source = Files.createDirectories(folder.resolve("src/org/example/tiny"));
    Files.writeString(source.resolve("Tiny.java"), PROGRAM);
    Path module = folder.resolve("src/module-info.java");
    Files.writeString(module, "module org.example.tiny { requires org.sketchsdk.infer; }\n");
    Jars.tool(
        "javac",
        "--release",
        "17",
        "-p",
        join(and(Jars.library(org.jspecify.annotations.Nullable.class), Jars.plain())),
        "-d",
        folder.resolve("classes").toString(),
        module.toString(),
        source.resolve("Tiny.java").toString());
    tiny = folder.resolve("tiny.jar");
    Jars.tool(
        "jar",
        "--create",
        "--file",
        tiny.toString(),
        "--main-class",
        MAIN,
        "-C",
        folder.resolve("classes").toString(),
        ".");
  }

  private static List<Path> withOnnx() {
    List<Path> jars = new ArrayList<>(Jars.plain());
    jars.add(Jars.jarOf("sketch-onnx"));
    jars.add(Jars.library(ai.onnxruntime.OrtEnvironment.class));
    return jars;
  }

  private static String join(List<Path> jars) {
    return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
  }

  private static List<Path> and(Path program, List<Path> jars) {
    return Stream.concat(Stream.of(program), jars.stream()).toList();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Outside.Ran run(String... command) throws Exception {
    Outside.Ran ran = Outside.run(folder, List.of(command));
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    return ran;
  }

  private static void assertAnswers(Outside.Ran ran, String backend) {
    assertThat(ran.out().lines()).containsExactly(backend + ": house", "25");
  }

  private static long megabytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          >> 20;
    }
  }

  @Test
  void anImageOfJlinkHasTheSdkAndNothingOfTheDesktop() throws Exception {
    Path image = folder.resolve("image");
    Jars.tool(
        "jlink",
        "--module-path",
        join(and(tiny, Jars.plain())),
        "--add-modules",
        "org.example.tiny",
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        image.toString());
    System.out.println("jlink: " + megabytes(image) + " MB");

    String java = image.resolve("bin/java").toString();
    assertAnswers(run(java, "-m", "org.example.tiny/" + MAIN), "java");
    assertThat(run(java, "--list-modules").out())
        .contains("org.sketchsdk.infer", "java.xml")
        .doesNotContain("java.desktop", "java.logging", "org.jspecify");
  }

  @Test
  void theModulePathWorksWithAndWithoutOnnxRuntime() throws Exception {
    Outside.Ran plain =
        run(java(), "-p", join(and(tiny, Jars.plain())), "-m", "org.example.tiny/" + MAIN);
    assertAnswers(plain, "java");
    assertThat(plain.err()).isEmpty();

    Outside.Ran fast =
        run(
            java(),
            "-p",
            join(and(tiny, withOnnx())),
            "--add-modules",
            "org.sketchsdk.onnx",
            "-m",
            "org.example.tiny/" + MAIN);
    assertThat(fast.out()).contains(": house");
  }

  @Test
  void smallHeapsAndOneProcessorAreEnough() throws Exception {
    for (String option : List.of("-Xmx16m", "-XX:ActiveProcessorCount=1")) {
      assertAnswers(run(java(), option, "-cp", join(and(tiny, Jars.plain())), MAIN), "java");
    }
  }

  /** The one warning on a fallback has the reason and the cure. */
  @Test
  void aMissingFolderForTemporaryFilesIsAWarningAndPlainJavaTakesOver() throws Exception {
    Outside.Ran ran =
        run(
            java(),
            "-Djava.io.tmpdir=" + folder.resolve("missing"),
            "-cp",
            join(and(tiny, withOnnx())),
            MAIN);

    assertAnswers(ran, "java");
    assertThat(ran.err())
        .containsOnlyOnce(
            "WARNING: backend java is slower than one that is present but does not work: onnx: ")
        .contains("set the system property java.io.tmpdir to a folder that exists");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anApplicationOfJpackageHasOnnxRuntimeOnTheClassPath() throws Exception {
    Path input = Files.createDirectory(folder.resolve("input"));
    for (Path jar : and(tiny, withOnnx())) {
      Files.copy(jar, input.resolve(jar.getFileName()));
    }
    Jars.tool(
        "jpackage",
        "--type",
        "app-image",
        "--name",
        "tiny",
        "--input",
        input.toString(),
        "--main-jar",
        "tiny.jar",
        "--main-class",
        MAIN,
        "--add-modules",
        "java.logging,java.xml",
        "--dest",
        folder.resolve("app").toString());
    System.out.println("jpackage: " + megabytes(folder.resolve("app")) + " MB");

    assertThat(run(folder.resolve("app/tiny/bin/tiny").toString()).out()).contains(": house");
  }
}
