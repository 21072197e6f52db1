package org.sketchsdk.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor.Requires;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sketchsdk.testing.ModuleDescriptors;

class ExportedPackagesTest {
  @Test
  void exportsTheApiTheModelAndTheSpi() {
    assertThat(ModuleDescriptors.exportedPackages())
        .containsExactly(
            "org.sketchsdk.infer", "org.sketchsdk.infer.model", "org.sketchsdk.infer.spi");
  }

  @Test
  void sharesInternalsWithOwnModulesAlone() {
    assertThat(
            ModuleDescriptors.descriptor().exports().stream()
                .filter(exports -> exports.isQualified())
                .map(exports -> exports.source() + " to " + new TreeSet<>(exports.targets())))
        .containsExactlyInAnyOrder(
            "org.sketchsdk.infer.internal.engine to [org.sketchsdk.djl, org.sketchsdk.onnx]",
            "org.sketchsdk.infer.internal.onnxfile to [org.sketchsdk.djl]",
            "org.sketchsdk.infer.internal.platform to [org.sketchsdk.onnx]",
            "org.sketchsdk.infer.internal.text to [org.sketchsdk.cli]");
  }

  @Test
  void needsNothingBesidesOwnModules() {
    assertThat(
            ModuleDescriptors.descriptor().requires().stream()
                .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name))
        .containsExactlyInAnyOrder("java.base", "org.sketchsdk.core", "org.sketchsdk.render");
  }
}
