package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles the Java in the documents and in the Javadoc, and runs what needs no preparation; see
 * {@link Snippet} for the rules.
 */
class SnippetsTest {
  @TestFactory
  Stream<DynamicTest> everySnippetCompiles() throws IOException {
    List<Snippet> snippets = snippets();
    assertThat(snippets).hasSizeGreaterThan(10);
    return snippets.stream()
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.place(), () -> assertThat(Javac.errors(snippet)).isEmpty()));
  }

  /** All of them run in one JVM, whose working folder holds the files that they name. */
  @Test
  void everySnippetRunsAndPrintsWhatItSays(@TempDir Path folder) throws Exception {
    Map<String, Snippet> byClass = new LinkedHashMap<>();
    Path classes = Files.createDirectory(folder.resolve("classes"));
    for (Snippet snippet : snippets()) {
      if (snippet.runs() && !Javac.declares(snippet)) {
        String name = "Snippet" + byClass.size();
        assertThat(Javac.compile(snippet, name, classes)).isEmpty();
        byClass.put(name, snippet);
      }
    }
    assertThat(byClass).hasSizeGreaterThan(10);

    Map<String, String> outputs =
        SnippetRunner.run(classes, SnippetFiles.in(folder.resolve("work")), byClass.keySet());

    byClass.forEach(
        (name, snippet) -> {
          List<String> lines = outputs.get(name).lines().map(String::strip).toList();
          assertThat(lines).as(snippet.place()).doesNotContain(SnippetRunner.FAILED);
          if (!snippet.prints().isEmpty()) {
            assertThat(lines).as(snippet.place()).containsSubsequence(snippet.prints());
          }
        });
  }

  @Test
  void saysThatASnippetFailedAndWhy(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Source.java");
    Files.writeString(
        source,
        """
        /**
         * <!-- run -->
         *
         * <pre>{@code
         * throw new IOException("no such thing");
         * }</pre>
         *
         * <pre>{@code
         * int a = 1;
         * }</pre>
         */
        """);
    List<Snippet> snippets = Snippet.inJavadoc(source);
    assertThat(snippets).extracting(Snippet::runs).containsExactly(true, false);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    assertThat(Javac.compile(snippets.get(0), "Snippet0", classes)).isEmpty();

    Map<String, String> outputs =
        SnippetRunner.run(classes, SnippetFiles.in(folder.resolve("work")), List.of("Snippet0"));

    assertThat(outputs.get("Snippet0"))
        .contains(SnippetRunner.FAILED)
        .contains("java.io.IOException: no such thing");
  }

  @Test
  void everyCoordinateIsPublishedInThisVersion() throws IOException {
    int coordinates = 0;
    for (Path document : documents()) {
      for (Snippet snippet : Snippet.inMarkdown(document, "xml")) {
        String[] parts = snippet.text().split("<groupId>org.sketchsdk</groupId>", -1);
        for (int i = 1; i < parts.length; i++) {
          String artifact = between(parts[i], "<artifactId>", "</artifactId>");
          assertThat(artifact)
              .as(snippet.place())
              .matches(
                  name -> Project.publishedModules().contains(name) || name.equals("sketch-bom"));
          if (parts[i].contains("<version>")) {
            assertThat(between(parts[i], "<version>", "</version>"))
                .as(snippet.place())
                .isEqualTo(Project.version());
          }
          coordinates++;
        }
      }
    }
    assertThat(coordinates).as("coordinates in the documents").isPositive();
  }

  @Test
  void theQuickstartTakesTheBomOfThisVersion() throws IOException {
    assertThat(Files.readString(Project.root().resolve("examples/quickstart/pom.xml")))
        .contains("<version>" + Project.version() + "</version>");
  }

  /** Annotations are no reason to warn those who do not have them on the class path. */
  @Test
  void compilesWithoutTheAnnotationsJar() {
    Path source =
        Project.root()
            .resolve("examples/quickstart/src/main/java/org/example/quickstart/Quickstart.java");

    assertThat(Javac.classPath()).anyMatch(entry -> entry.contains("jspecify"));
    assertThat(
            Javac.errors(
                source,
                Javac.classPath().stream().filter(entry -> !entry.contains("jspecify")).toList()))
        .isEmpty();
  }

  @Test
  void reportsTheFileAndTheLineOfAMistake(@TempDir Path folder) throws IOException {
    Path document = folder.resolve("guide.md");
    Files.writeString(document, "# Guide\n\n```java\nint a = 1;\nint b = \"\";\n```\n");

    List<Snippet> snippets = Snippet.inMarkdown(document, "java");

    assertThat(snippets).hasSize(1);
    assertThat(Javac.errors(snippets.get(0))).singleElement().asString().startsWith("guide.md:5: ");
  }

  @Test
  void takesWhatTheDocumentLeavesOutFromACommentBeforeTheBlock(@TempDir Path folder)
      throws IOException {
    Path document = folder.resolve("guide.md");
    Files.writeString(
        document,
        """
        <!-- given: Drawing drawing; int times -->
        ```java
        import org.sketchsdk.core.Drawing;

        for (int i = 0; i < times; i++) {
          System.out.println(drawing.pointCount());
        }
        ```

        <!-- not compiled: an outline -->
        ```java
        while (drawing) { … }
        ```
        """);

    List<Snippet> snippets = Snippet.inMarkdown(document, "java");

    assertThat(snippets).hasSize(1);
    assertThat(Javac.errors(snippets.get(0))).isEmpty();
  }

  private static List<Snippet> snippets() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path document : documents()) {
      snippets.addAll(Snippet.inMarkdown(document, "java"));
    }
    for (String module : Project.publishedModules()) {
      for (Path source : files(Project.root().resolve(module).resolve("src/main/java"), ".java")) {
        snippets.addAll(Snippet.inJavadoc(source));
      }
    }
    return snippets;
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    documents.add(Project.root().resolve("README.md"));
    documents.add(Project.root().resolve("CONTRIBUTING.md"));
    documents.addAll(files(Project.root().resolve("docs"), ".md"));
    return documents;
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from)).strip();
  }
}
