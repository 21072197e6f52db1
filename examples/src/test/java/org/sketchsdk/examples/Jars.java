package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Assumptions;

/** The jars of the SDK as they are published, and the tools of the JDK that work on jars. */
final class Jars {
  private Jars() {}

  static void tool(String name, String... arguments) {
    ToolProvider tool = ToolProvider.findFirst(name).orElse(null);
    Assumptions.assumeTrue(tool != null, "this JDK has no " + name);
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    assertThat(tool.run(writer, writer, arguments)).as("%s: %s", name, said).isZero();
  }

  static Path jarOf(String module) {
    Path jar =
        Project.root()
            .resolve(module)
            .resolve("target/" + module + "-" + Project.version() + ".jar");
    assertThat(jar).as("built by mvn -pl examples -am verify").isRegularFile();
    return jar;
  }

  static Path library(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The jars of sketch-infer: no annotations, no natives. */
  static List<Path> plain() {
    return List.of(
        jarOf("sketch-core"),
        jarOf("sketch-render"),
        jarOf("sketch-infer"),
        library(com.fasterxml.jackson.core.JsonFactory.class));
  }
}
