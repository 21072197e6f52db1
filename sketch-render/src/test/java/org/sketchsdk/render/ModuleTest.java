package org.sketchsdk.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ModuleTest {
  @Test
  void exportsTheRasterizerAndTheReaderOfPictures() {
    assertThat(ModuleDescriptors.exportedPackages())
        .containsExactly(
            "org.sketchsdk.render", "org.sketchsdk.render.awt", "org.sketchsdk.render.image");
  }

  @Test
  void runsWithoutDesktopAndAnnotations() {
    assertThat(ModuleDescriptors.descriptor().requires())
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder(
            "java.base", "java.desktop", "org.jspecify", "org.sketchsdk.core");
    assertThat(ModuleDescriptors.descriptor().requires())
        .filteredOn(requires -> !requires.name().equals("java.base"))
        .filteredOn(requires -> !requires.name().startsWith("org.sketchsdk."))
        .allSatisfy(
            requires ->
                assertThat(requires.modifiers())
                    .contains(ModuleDescriptor.Requires.Modifier.STATIC));
  }
}
