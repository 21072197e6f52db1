package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
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
    Path maven = maven();
    Path outside = Project.target().resolve("outside");
    delete(outside);
    Path repository = outside.resolve("repository");
    install(repository);
    project = outside.resolve("quickstart");
    copySources(Project.root().resolve("examples/quickstart"), project);
    // Maven looks upward for this folder, and would find the SDK's.
    Files.createDirectory(project.resolve(".mvn"));
    Path settings = outside.resolve("settings.xml");
    Files.writeString(settings, settings());
    picture = outside.resolve("sun.png");
    Files.write(picture, sun());

    Ran build =
        run(
            List.of(
                maven.toString(),
                "-B",
                "-ntp",
                "-gs",
                settings.toString(),
                "-Dmaven.repo.local=" + repository,
                "package"));

    assertThat(build.exitCode()).as(build.out() + build.err()).isZero();
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
    Ran ran = run(command);

    // The classifier's line on the backend that it took, as java.util.logging writes it: no more.
    assertThat(ran.err().lines()).hasSize(2);
    assertThat(ran.err()).contains("INFO: backend onnx runs model quickdraw25");
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

  /** The Maven that runs this build, or else the one on the PATH. */
  private static Path maven() {
    String name =
        System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn"; // no locale in it
    List<Path> folders = new ArrayList<>();
    String home = System.getProperty("sketch.maven");
    if (home != null) {
      folders.add(Path.of(home, "bin"));
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder));
    }
    Path found =
        folders.stream()
            .map(folder -> folder.resolve(name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(found != null, "no " + name + " in " + folders);
    return found;
  }

  /** Puts the published POMs and jars where {@code mvn install} would. */
  private static void install(Path repository) throws IOException {
    install(repository, Project.PARENT, "pom", Project.root().resolve("pom.xml"));
    install(repository, Project.BOM, "pom", Project.root().resolve(Project.BOM).resolve("pom.xml"));
    for (String module : Project.publishedModules()) {
      Path folder = Project.root().resolve(module);
      install(repository, module, "pom", folder.resolve("pom.xml"));
      Path jar = folder.resolve("target/" + module + "-" + Project.version() + ".jar");
      assertThat(jar).as("built by mvn -pl examples -am verify").isRegularFile();
      install(repository, module, "jar", jar);
    }
  }

  private static void install(Path repository, String artifact, String type, Path file)
      throws IOException {
    String version = Project.version();
    Path folder = repository.resolve("org/sketchsdk/" + artifact + "/" + version);
    Files.createDirectories(folder);
    Files.copy(file, folder.resolve(artifact + "-" + version + "." + type));
  }

  /** Libraries and plugins come from what this build has fetched, or else from where it does. */
  private static String settings() {
    String home = System.getProperty("sketch.repository");
    if (home == null) {
      home = Path.of(System.getProperty("user.home"), ".m2", "repository").toString();
    }
    String repository =
        """
        <id>fetched</id><url>%s</url>
        <releases><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></releases>
        <snapshots><enabled>false</enabled></snapshots>
        """
            .formatted(Path.of(home).toUri());
    return """
        <settings>
          <profiles><profile>
            <id>fetched</id>
            <repositories><repository>%s</repository></repositories>
            <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
          </profile></profiles>
          <activeProfiles><activeProfile>fetched</activeProfile></activeProfiles>
        </settings>
        """
        .formatted(repository, repository);
  }

  private record Ran(int exitCode, String out, String err) {}

  private static Ran run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(Project.target(), "out", ".txt");
    Path err = Files.createTempFile(Project.target(), "err", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(project.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      Map<String, String> environment = builder.environment();
      environment.put("JAVA_HOME", System.getProperty("java.home"));
      // Options for the build around this one; the JVM reports some of them as it starts.
      environment
          .keySet()
          .removeAll(
              Set.of(
                  "JAVA_TOOL_OPTIONS",
                  "JDK_JAVA_OPTIONS",
                  "_JAVA_OPTIONS",
                  "MAVEN_ARGS",
                  "MAVEN_OPTS"));
      Process process = builder.start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("still running after 10 minutes: " + command);
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static void copySources(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    Files.copy(from.resolve("pom.xml"), to.resolve("pom.xml"));
    List<Path> files;
    try (Stream<Path> sources = Files.walk(from.resolve("src"))) {
      files = sources.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
