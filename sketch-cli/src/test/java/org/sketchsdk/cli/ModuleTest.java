package org.sketchsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleTest {
  @Test
  void exportsNothing() throws Exception {
    ModuleDescriptor descriptor;
    try (InputStream in = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      descriptor = ModuleDescriptor.read(in);
    }

    assertThat(descriptor.name()).isEqualTo("org.sketchsdk.cli");
    assertThat(descriptor.exports()).isEmpty();
    assertThat(descriptor.opens())
        .isNotEmpty()
        .allSatisfy(opens -> assertThat(opens.targets()).containsExactly("info.picocli"));
  }
}
