package org.sketchsdk.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleTest {
  @Test
  void exportsExactlyItsApi() {
    ModuleDescriptor descriptor =
        ModuleFinder.of(Path.of("target/classes"))
            .find("org.sketchsdk.core")
            .orElseThrow()
            .descriptor();

    assertThat(descriptor.exports())
        .filteredOn(exports -> !exports.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(
            "org.sketchsdk.core", "org.sketchsdk.core.ink", "org.sketchsdk.core.quickdraw");
  }
}
