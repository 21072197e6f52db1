package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ModuleTest {
  @Test
  void exportsThePackageOfTheProvider() {
    assertThat(ModuleDescriptors.exportedPackages()).containsExactly("org.sketchsdk.onnx");
  }

  @Test
  void sharesItsSettingsWithOwnModulesAlone() {
    assertThat(ModuleDescriptors.descriptor().exports())
        .filteredOn(exports -> exports.isQualified())
        .singleElement()
        .satisfies(
            exports -> {
              assertThat(exports.source()).isEqualTo("org.sketchsdk.onnx.internal");
              assertThat(exports.targets())
                  .containsExactlyInAnyOrder("org.sketchsdk.djl", "org.sketchsdk.train");
            });
  }
}
