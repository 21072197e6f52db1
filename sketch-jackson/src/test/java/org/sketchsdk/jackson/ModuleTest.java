package org.sketchsdk.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ModuleTest {
  @Test
  void exportsOnePackage() {
    assertThat(ModuleDescriptors.exportedPackages()).containsExactly("org.sketchsdk.jackson");
  }

  @Test
  void providesTheModuleOfJackson() {
    assertThat(ModuleDescriptors.descriptor().provides())
        .extracting(ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "com.fasterxml.jackson.databind.Module",
                java.util.List.of("org.sketchsdk.jackson.SketchModule")));
  }
}
