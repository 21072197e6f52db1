package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Builds {@code examples/kotlin} with Kotlin's own view of the SDK's annotations, and runs it. */
class KotlinIT {
  @Test
  void theProgramIsBuiltWithoutAWarningAndAnswers() throws Exception {
    Path project = Outside.build("kotlin");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        project.resolve("target/sketch-kotlin.jar")
            + File.pathSeparator
            + project.resolve("target/lib")
            + File.separator
            + "*");
    command.add("org.example.kotlin.MainKt");

    Outside.Ran ran = Outside.run(project, command);

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "stroke of 5 points, from (20.0, 100.0)",
            "stroke of 3 points, from (10.0, 50.0)",
            "stroke of 4 points, from (45.0, 100.0)",
            "points: 12",
            "RECOGNIZED: house",
            "this is house",
            "nothing: null",
            "so far: house");
  }

  @Test
  void theLanguageOfTheExampleIsSmall() throws Exception {
    Path dsl = Project.root().resolve("examples/kotlin/src/main/kotlin/org/example/kotlin/Dsl.kt");

    assertThat(Files.readAllLines(dsl)).hasSizeLessThan(100);
  }
}
