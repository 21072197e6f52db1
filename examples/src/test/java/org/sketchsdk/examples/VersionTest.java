package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/**
 * Every file that names the version of the SDK names the one in the root POM. The files spell it
 * out, without a property, so that every tool reads the published POMs.
 */
class VersionTest {
  private static final Pattern COORDINATES =
      Pattern.compile(
          "org\\.sketchsdk:[a-z-]+:(\\d[\\w.-]*)"
              + "|<artifactId>sketch-[a-z]+</artifactId>\\s*<version>([^<]+)</version>"
              + "|sketch-[a-z]+-(\\d+\\.\\d+\\.\\d+(?:-SNAPSHOT)?)\\.jar");

  /** Finds files outside of the folders that builds write, and other builds write at this time. */
  private static List<Path> files(String... suffixes) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        Project.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.endsWith("target") || folder.endsWith(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Stream.of(suffixes).anyMatch(file.toString()::endsWith)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  @Test
  void everyModuleHasTheVersionOfTheRoot() throws IOException {
    List<Path> poms = files("pom.xml");
    assertThat(poms).hasSizeGreaterThan(Project.modules().size());
    for (Path file : poms) {
      Document pom = Project.parse(file);
      if (Project.text(pom, "groupId").filter(id -> !id.equals("org.sketchsdk")).isPresent()) {
        continue; // a project of its own, whose version is its own
      }
      Optional<String> version = Project.text(pom, "version");
      assertThat(version.or(() -> Project.text(pom, "parent", "version")))
          .as(file.toString())
          .contains(Project.version());
    }
  }

  @Test
  void documentsAndProjectsOutsideNameTheVersionOfTheRoot() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files(".md", "pom.xml", ".kts", ".gradle")) {
      for (MatchResult match : COORDINATES.matcher(Files.readString(file)).results().toList()) {
        for (int group = 1; group <= match.groupCount(); group++) {
          String version = match.group(group);
          if (version != null && !version.startsWith("${")) {
            assertThat(version).as(file.toString()).isEqualTo(Project.version());
            found.add(Project.root().relativize(file).toString());
          }
        }
      }
    }
    assertThat(found)
        .contains(
            "README.md",
            Path.of("examples/kotlin/pom.xml").toString(),
            Path.of("examples/quickstart/pom.xml").toString(),
            Path.of("examples/spring-boot/pom.xml").toString());
  }
}
