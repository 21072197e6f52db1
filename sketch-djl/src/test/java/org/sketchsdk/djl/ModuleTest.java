package org.sketchsdk.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ModuleTest {
  @Test
  void exportsThePackageOfTheProvider() {
    assertThat(ModuleDescriptors.exportedPackages()).containsExactly("org.sketchsdk.djl");
  }

  @Test
  void sharesItsSettingsWithOwnModulesAlone() {
    assertThat(ModuleDescriptors.descriptor().exports())
        .filteredOn(exports -> exports.isQualified())
        .singleElement()
        .satisfies(
            exports -> {
              assertThat(exports.source()).isEqualTo("org.sketchsdk.djl.internal");
              assertThat(exports.targets()).containsExactly("org.sketchsdk.train");
            });
  }
}
