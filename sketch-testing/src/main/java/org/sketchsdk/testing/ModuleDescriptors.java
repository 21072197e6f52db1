package org.sketchsdk.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the compiled module descriptor of the module under test. */
public final class ModuleDescriptors {
  private ModuleDescriptors() {}

  /**
   * Returns the packages that the module under test exports to all modules.
   *
   * @return the names, sorted
   */
  public static Set<String> exportedPackages() {
    return descriptor().exports().stream()
        .filter(exports -> !exports.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the descriptor of the module under test.
   *
   * @return the compiled {@code module-info}
   */
  public static ModuleDescriptor descriptor() {
    try (InputStream in = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
