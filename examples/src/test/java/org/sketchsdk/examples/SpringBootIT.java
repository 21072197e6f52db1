package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Builds {@code examples/spring-boot}; its own tests ask the service over HTTP. */
class SpringBootIT {
  @Test
  void theServiceIsBuiltAndAnswersOverHttp() throws Exception {
    Path project = Outside.build("spring-boot");

    assertThat(project.resolve("target/sketch-service.jar")).isRegularFile();
    List<Path> reports;
    try (Stream<Path> files = Files.list(project.resolve("target/surefire-reports"))) {
      reports = files.filter(file -> file.toString().endsWith(".txt")).toList();
    }
    assertThat(reports).hasSize(1);
    assertThat(Files.readString(reports.get(0))).contains("Tests run: 6, Failures: 0, Errors: 0");
  }
}
