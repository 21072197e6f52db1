package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sketchsdk.infer.SketchClassifier;

/** Compares the page with the classes and the models. */
class ClassListTest {
  @ParameterizedTest
  @CsvSource({"quickdraw25, 25", "quickdraw345, 345"})
  void listsExactlyTheLabelsOfTheModel(String model, int classes) throws IOException {
    String page = Files.readString(Project.root().resolve("docs/CLASSES.md"));
    String section = page.substring(page.indexOf("## " + model));
    section =
        section.substring(
            0, section.indexOf("\n## ", 1) < 0 ? section.length() : section.indexOf("\n## ", 1));
    List<String> labels =
        section
            .lines()
            .filter(line -> line.startsWith("- ") || line.endsWith("."))
            .map(line -> line.replaceFirst("^- ", "").replaceFirst("\\.$", ""))
            .flatMap(line -> Arrays.stream(line.split(", ", -1)))
            .collect(Collectors.toList());

    try (SketchClassifier classifier = SketchClassifier.load(model)) {
      assertThat(labels).hasSize(classes).containsExactlyElementsOf(classifier.labels());
    }
  }
}
