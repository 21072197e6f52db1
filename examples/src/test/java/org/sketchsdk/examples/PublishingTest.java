package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What Maven Central and those who import the BOM rely on. */
class PublishingTest {
  /** What a POM must say, itself or by its parent. */
  private static final List<List<String>> REQUIRED =
      List.of(
          List.of("groupId"),
          List.of("version"),
          List.of("url"),
          List.of("inceptionYear"),
          List.of("organization", "name"),
          List.of("organization", "url"),
          List.of("licenses", "license", "name"),
          List.of("licenses", "license", "url"),
          List.of("developers", "developer", "name"),
          List.of("scm", "connection"),
          List.of("scm", "developerConnection"),
          List.of("scm", "url"),
          List.of("issueManagement", "system"),
          List.of("issueManagement", "url"),
          List.of("properties", "project.build.outputTimestamp"));

  static Stream<String> published() {
    return Stream.concat(
        Stream.of(Project.PARENT, Project.BOM), Project.publishedModules().stream());
  }

  @Test
  void theModulesWithAnInterfaceForProgramsArePublished() {
    assertThat(Project.publishedModules())
        .containsExactly(
            "sketch-core",
            "sketch-render",
            "sketch-augment",
            "sketch-infer",
            "sketch-onnx",
            "sketch-djl",
            "sketch-jackson",
            "sketch-train");
  }

  @ParameterizedTest
  @MethodSource("published")
  void saysWhatMavenCentralAsksFor(String artifact) {
    Document pom = Project.pom(artifact);

    assertThat(Project.text(pom, "artifactId")).contains(artifact);
    assertThat(Project.text(pom, "name")).as("name of its own").isPresent();
    assertThat(Project.text(pom, "description")).as("description of its own").isPresent();
    for (List<String> path : REQUIRED) {
      assertThat(effective(pom, path))
          .as(String.join("/", path))
          .isPresent()
          .get()
          .isNotEqualTo("");
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void hasTheSameAddressesAndVersionEverywhere(String artifact) {
    Document pom = Project.pom(artifact);
    Document parent = Project.pom(Project.PARENT);

    assertThat(effective(pom, List.of("version"))).contains(Project.version());
    for (List<String> path : REQUIRED) {
      if (!path.equals(List.of("version"))) {
        assertThat(effective(pom, path)).isEqualTo(effective(parent, path));
      }
    }
    for (String property : List.of("sketch.url", "sketch.scm")) {
      assertThat(effective(pom, List.of("properties", property)))
          .isEqualTo(Project.text(parent, "properties", property))
          .isPresent();
    }
  }

  @Test
  void theBomManagesEveryPublishedModuleAndNothingElse() {
    Document bom = Project.pom(Project.BOM);
    List<Element> managed =
        Project.elements(bom, "dependencyManagement", "dependencies", "dependency");

    assertThat(managed).extracting(each -> child(each, "groupId")).containsOnly("org.sketchsdk");
    assertThat(managed)
        .extracting(each -> child(each, "version"))
        .containsOnly("${project.version}");
    assertThat(managed)
        .extracting(each -> child(each, "artifactId"))
        .containsExactlyElementsOf(Project.publishedModules());
    assertThat(Project.elements(bom, "parent")).as("which would bring its versions").isEmpty();
    assertThat(Project.elements(bom, "dependencies")).isEmpty();
  }

  @Test
  void theBomIsSignedAndPublishedWithThePluginsOfTheParent() {
    Document parent = Project.pom(Project.PARENT);
    for (Element plugin :
        Project.elements(
            Project.pom(Project.BOM), "profiles", "profile", "build", "plugins", "plugin")) {
      String artifact = child(plugin, "artifactId");
      assertThat(
              Project.elements(parent, "build", "pluginManagement", "plugins", "plugin").stream()
                  .filter(each -> child(each, "artifactId").equals(artifact))
                  .map(each -> child(each, "version")))
          .as(artifact)
          .containsExactly(child(plugin, "version"));
    }
  }

  @Test
  void everyJarHasTheLicenseAndTheNoticeOfTheData() {
    for (String module : Project.publishedModules()) {
      Path metaInf = Project.root().resolve(module).resolve("target/classes/META-INF");

      assertThat(metaInf.resolve("LICENSE")).content().contains("Apache License");
      assertThat(metaInf.resolve("NOTICE"))
          .content()
          .contains("Quick, Draw!", "Creative Commons Attribution 4.0");
    }
  }

  private static String child(Element element, String name) {
    return Project.children(element, name).get(0).getTextContent().strip();
  }

  private static Optional<String> effective(Document pom, List<String> path) {
    String[] names = path.toArray(String[]::new);
    return Project.text(pom, names)
        .or(
            () ->
                Project.text(pom, "parent", "artifactId")
                    .flatMap(parent -> Project.text(Project.pom(parent), names)));
  }
}
