package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ExportedPackagesTest {
  @Test
  void exportsTheApiTheModelAndTheSpi() {
    assertThat(ModuleDescriptors.exportedPackages())
        .containsExactly(
            "org.sketchsdk.infer", "org.sketchsdk.infer.model", "org.sketchsdk.infer.spi");
  }
}
