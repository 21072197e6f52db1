package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Builds and runs the examples that are projects of their own, as a stranger would. */
final class Outside {
  private Outside() {}

  /**
   * Builds a copy of an example, with the SDK from a local repository that holds nothing else
   * before.
   *
   * @param example the folder below examples
   * @param arguments for Maven, besides the goal package
   * @return the folder of the copy
   */
  static Path build(String example, String... arguments) throws Exception {
    Path maven = maven();
    Path outside = Project.target().resolve("outside-" + example);
    delete(outside);
    Path repository = outside.resolve("repository");
    install(repository);
    Path project = outside.resolve(example);
    copySources(Project.root().resolve("examples").resolve(example), project);
    // Maven looks upwards for this folder, and would find the SDK's.
    Files.createDirectory(project.resolve(".mvn"));
    Path settings = outside.resolve("settings.xml");
    Files.writeString(settings, settings());
    List<String> command = new ArrayList<>();
    command.add(maven.toString());
    command.addAll(List.of("-B", "-ntp", "-gs", settings.toString()));
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(List.of(arguments));
    command.add("package");

    Ran build = run(project, command);

    assertThat(build.exitCode()).as(build.out() + build.err()).isZero();
    return project;
  }

  /** The Maven that runs this build, or else the one on the PATH. */
  private static Path maven() {
    String home = System.getProperty("sketch.maven");
    String name = isWindows() ? "mvn.cmd" : "mvn";
    Path found = home == null ? null : Path.of(home, "bin", name);
    if (found == null || !Files.isExecutable(found)) {
      found = onPath("mvn", "mvn.cmd");
    }
    Assumptions.assumeTrue(found != null, "there is no mvn");
    return found;
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows"); // no locale in it
  }

  /** Returns a program on the PATH, or null. */
  static Path onPath(String name, String onWindows) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, isWindows() ? onWindows : name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
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

  /** What a command printed. */
  record Ran(int exitCode, String out, String err) {}

  static Ran run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(Project.target(), "out", ".txt");
    Path err = Files.createTempFile(Project.target(), "err", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
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

  static void delete(Path folder) throws IOException {
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
