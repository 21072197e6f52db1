package org.sketchsdk.augment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ModuleTest {
  @Test
  void exportsOnePackage() {
    assertThat(ModuleDescriptors.exportedPackages()).containsExactly("org.sketchsdk.augment");
  }

  @Test
  void needsNothingButDrawingsRastersAndAnnotations() {
    assertThat(ModuleDescriptors.descriptor().requires())
        .extracting(requires -> requires.name())
        .containsExactlyInAnyOrder(
            "java.base", "org.jspecify", "org.sketchsdk.core", "org.sketchsdk.render");
  }
}
