package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ModuleTest {
  @Test
  void exportsThesePackagesOnly() {
    assertThat(ModuleDescriptors.exportedPackages())
        .containsExactly(
            "org.sketchsdk.train",
            "org.sketchsdk.train.data",
            "org.sketchsdk.train.evaluate",
            "org.sketchsdk.train.network",
            "org.sketchsdk.train.quantize");
  }
}
