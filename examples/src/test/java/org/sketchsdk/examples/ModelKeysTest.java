package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One class knows the keys of a model file's metadata, and no other code spells one. Test models
 * do, on purpose: so a key that is changed by mistake is noticed.
 */
class ModelKeysTest {
  private static final Pattern KEY =
      Pattern.compile(
          "\"sketch\\.(\"|format|name|network|labels|raster|temperature|minProbability|embedding"
              + "|unknown|similarity|provenance|quanti[sz]ation)");

  @Test
  void oneClassKnowsTheKeys() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : Project.modules()) {
      Path sources = Project.root().resolve(module).resolve("src/main/java");
      if (!Files.isDirectory(sources) || module.startsWith("sketch-testing")) {
        continue;
      }
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          if (KEY.matcher(Files.readString(file)).find()) {
            found.add(file.getFileName().toString());
          }
        }
      }
    }
    assertThat(found).containsExactly("ModelMetadata.java");
  }
}
