package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ExportedPackagesTest {
  @Test
  void exportsTheApiAndTheSpi() {
    assertThat(ModuleDescriptors.exportedPackages())
        .containsExactly("org.sketchsdk.infer", "org.sketchsdk.infer.spi");
  }
}
