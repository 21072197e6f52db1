package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.core.testing.ModuleDescriptors;

class ModuleTest {
  @Test
  void exportsExactlyItsApi() {
    assertThat(ModuleDescriptors.exportedPackages())
        .containsExactly("org.sketchsdk.core", "org.sketchsdk.core.quickdraw");
  }
}
