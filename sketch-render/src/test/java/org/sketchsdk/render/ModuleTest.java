package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.testing.ModuleDescriptors;

class ModuleTest {
  @Test
  void exportsTheRasterizerAlone() {
    assertThat(ModuleDescriptors.exportedPackages()).containsExactly("org.sketchsdk.render");
  }

  @Test
  void needsNoDesktop() {
    assertThat(ModuleDescriptors.descriptor().requires())
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder("java.base", "org.sketchsdk.core");
  }
}
