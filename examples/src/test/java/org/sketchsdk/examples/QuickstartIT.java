package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;

/**
 * Builds {@code examples/quickstart} as a stranger would, with the SDK from a local repository that
 * holds nothing else before, and runs it.
 */
class QuickstartIT {
  private static final String MAIN = "org.example.quickstart.Quickstart";

  private static Path project;
  private static Path picture;

  @BeforeAll
  static void buildFromAFreshRepository() throws Exception {
    project = Outside.build("quickstart");
    picture = project.resolveSibling("sun.png");
    Files.write(picture, sun());
  }

  @Test
  void runsOnTheClassPathWithoutAWarning() throws Exception {
    List<String> command = java("ALL-UNNAMED");
    command.add("-cp");
    command.add(
        project.resolve("target/quickstart.jar")
            + File.pathSeparator
            + project.resolve("target/lib")
            + File.separator
            + "*");
    command.add(MAIN);

    assertRecognizes(command);
  }

  @Test
  void runsOnTheModulePathWithoutAWarning() throws Exception {
    List<String> command = java("com.microsoft.onnxruntime");
    command.add("-p");
    command.add(
        project.resolve("target/quickstart.jar")
            + File.pathSeparator
            + project.resolve("target/lib"));
    command.add("-m");
    command.add("org.example.quickstart/" + MAIN);

    assertRecognizes(command);
  }

  /** With the line of the README. Debian's Gradle 4.4 is enough, which knows no modules. */
  @Test
  void gradleTakesTheDependencyToo() throws Exception {
    Path gradle = Outside.onPath("gradle", "gradle.bat");
    Assumptions.assumeTrue(gradle != null, "there is no gradle on the PATH");
    Matcher line =
        Pattern.compile("```groovy\n(implementation .*)\n```")
            .matcher(Files.readString(Project.root().resolve("README.md")));
    assertThat(line.find()).isTrue();
    Path folder = project.resolveSibling("gradle");
    Path source = folder.resolve("src/main/java/org/example/quickstart/Quickstart.java");
    Files.createDirectories(source.getParent());
    Files.copy(project.resolve("src/main/java/org/example/quickstart/Quickstart.java"), source);
    Files.writeString(
        folder.resolve("build.gradle"),
        """
        apply plugin: 'java'
        apply plugin: 'application'
        mainClassName = '%s'
        repositories { maven { url '%s' } }
        dependencies { %s }
        run { args '%s' }
        """
            .formatted(MAIN, project.resolveSibling("repository").toUri(), line.group(1), picture));

    Outside.Ran ran =
        Outside.run(
            folder, List.of(gradle.toString(), "--offline", "--no-daemon", "--quiet", "run"));

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).contains("drawing: house", "so far: house", picture + ": sun");
  }

  @Test
  void everyPublishedJarHasItsLicenseAndSaysWhereTheModelsComeFrom() throws IOException {
    for (String module : Project.publishedModules()) {
      Path jar =
          Project.root()
              .resolve(module)
              .resolve("target/" + module + "-" + Project.version() + ".jar");
      try (JarFile file = new JarFile(jar.toFile())) {
        assertThat(text(file, "META-INF/LICENSE")).as(module).contains("Apache License");
        assertThat(text(file, "META-INF/NOTICE"))
            .as(module)
            .contains("Quick, Draw!", "https://creativecommons.org/licenses/by/4.0/");
      }
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name + " in " + jar.getName()).isNotNull();
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void assertRecognizes(List<String> command) throws Exception {
    command.add(picture.toString());
    Outside.Ran ran = Outside.run(project, command);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    List<String> lines = ran.out().lines().toList();
    assertThat(lines)
        .startsWith("drawing: house")
        .endsWith("so far: house", picture + ": sun")
        .hasSize(5);
  }

  /** Java, with the one option that the README asks for where the JDK warns without it. */
  private static List<String> java(String nativeModule) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.language=en");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=" + nativeModule);
    }
    return command;
  }

  private static byte[] sun() {
    float[] x = new float[41];
    float[] y = new float[41];
    List<Stroke> strokes = new ArrayList<>();
    for (int i = 0; i <= 40; i++) {
      double angle = i * Math.PI / 20;
      x[i] = (float) (100 + 40 * Math.cos(angle));
      y[i] = (float) (100 + 40 * Math.sin(angle));
      if (i % 5 == 0 && i < 40) {
        strokes.add(
            Stroke.of(
                new float[] {ray(52, Math.cos(angle)), ray(85, Math.cos(angle))},
                new float[] {ray(52, Math.sin(angle)), ray(85, Math.sin(angle))}));
      }
    }
    strokes.add(Stroke.of(x, y));
    return BufferedImages.toPng(
        Rasterizer.create(RasterOptions.defaults()).render(Drawing.of(strokes)));
  }

  private static float ray(double distance, double direction) {
    return (float) (100 + distance * direction);
  }
}
