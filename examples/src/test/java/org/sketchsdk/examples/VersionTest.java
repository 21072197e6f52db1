package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static List<Path> files(String... suffixes) throws IOException {
    try (Stream<Path> files = Files.walk(Project.root())) {
      return files
          .filter(file -> Stream.of(suffixes).anyMatch(file.toString()::endsWith))
          .filter(file -> !file.toString().contains(File.separator + "target" + File.separator))
          .toList();
    }
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
