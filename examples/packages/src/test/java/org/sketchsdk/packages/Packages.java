package org.sketchsdk.packages;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The packages of all modules, as their sources and compiled classes show them.
 *
 * <p>{@link #main} prints them as a table in Markdown.
 */
final class Packages {
  /** A package of a module, as a row of the table. */
  record Row(
      String module, String name, int files, Set<String> uses, boolean exported, int publicTypes) {}

  private final Path root;
  private final List<Path> modules;

  private Packages(Path root, List<Path> modules) {
    this.root = root;
    this.modules = modules;
  }

  /** Returns the folder of this project. */
  static Path root() {
    return Path.of(System.getProperty("sketch.root", "../..")).toAbsolutePath().normalize();
  }

  /** Finds the modules of a project that are compiled. */
  static Packages of(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return new Packages(
          root,
          folders
              .filter(folder -> folder.getFileName().toString().startsWith("sketch-"))
              .filter(folder -> Files.isDirectory(folder.resolve("target/classes")))
              .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
              .sorted()
              .toList());
    }
  }

  List<Path> modules() {
    return modules;
  }

  /** Returns the classes of all modules, without tests. */
  JavaClasses classes() {
    return new ClassFileImporter()
        .importPaths(modules.stream().map(module -> module.resolve("target/classes")).toList());
  }

  /** Returns the folders of all packages with their Java files, without those of tests. */
  Map<Path, List<Path>> sources() throws IOException {
    Map<Path, List<Path>> packages = new TreeMap<>();
    for (Path module : modules) {
      try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("module-info.java"))
            .forEach(
                file ->
                    packages.computeIfAbsent(file.getParent(), p -> new ArrayList<>()).add(file));
      }
    }
    return packages;
  }

  /** Returns all packages, sorted by module and name. */
  List<Row> all() throws IOException {
    Map<String, Set<String>> uses = new TreeMap<>();
    Map<String, Set<String>> publicTypes = new TreeMap<>();
    for (JavaClass type : classes()) {
      String from = type.getPackageName();
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (to.startsWith("org.sketchsdk") && !to.equals(from)) {
          uses.computeIfAbsent(from, p -> new TreeSet<>()).add(to);
        }
      }
      if (isPublic(type)) {
        publicTypes.computeIfAbsent(from, p -> new TreeSet<>()).add(type.getName());
      }
    }
    List<Row> all = new ArrayList<>();
    for (Map.Entry<Path, List<Path>> entry : sources().entrySet()) {
      Path module = root.resolve(root.relativize(entry.getKey()).getName(0));
      String name =
          module.resolve("src/main/java").relativize(entry.getKey()).toString().replace('/', '.');
      all.add(
          new Row(
              module.getFileName().toString(),
              name,
              entry.getValue().size(),
              uses.getOrDefault(name, Set.of()),
              exports(module).contains(name),
              publicTypes.getOrDefault(name, Set.of()).size()));
    }
    return all;
  }

  /** Whether a type and all types around it are public. */
  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.getSimpleName().equals("package-info")
        && type.getEnclosingClass().map(Packages::isPublic).orElse(true);
  }

  /** Returns the packages that a module exports to all modules. */
  private static Set<String> exports(Path module) {
    Set<String> exports = new HashSet<>();
    for (ModuleReference found : ModuleFinder.of(module.resolve("target/classes")).findAll()) {
      for (ModuleDescriptor.Exports export : found.descriptor().exports()) {
        if (!export.isQualified()) {
          exports.add(export.source());
        }
      }
    }
    return exports;
  }

  /** Prints the table of the packages below a folder, or of this project. */
  public static void main(String[] args) {
    try {
      List<Row> all =
          of(args.length > 0 ? Path.of(args[0]).toAbsolutePath().normalize() : root()).all();
      System.out.println("| Module | Package | Files | Uses packages | Public types |");
      System.out.println("|---|---|---|---|---|");
      for (Row p : all) {
        System.out.printf(
            "| %s | %s | %d | %d | %s |%n",
            p.module(),
            p.name().replace("org.sketchsdk.", ""),
            p.files(),
            p.uses().size(),
            p.exported() ? p.publicTypes() : "not exported");
      }
      System.out.printf(
          "%n%d packages, %d arrows between packages, %d of them both ways or in a longer cycle,"
              + " largest package %d files%n",
          all.size(),
          all.stream().mapToInt(p -> p.uses().size()).sum(),
          arrowsInCycles(all),
          all.stream().mapToInt(Row::files).max().orElse(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the arrows whose target leads back to their source. */
  private static long arrowsInCycles(List<Row> all) {
    Map<String, Set<String>> uses = new TreeMap<>();
    all.forEach(p -> uses.put(p.name(), p.uses()));
    return all.stream()
        .flatMap(p -> p.uses().stream().filter(to -> reaches(uses, to, p.name(), new HashSet<>())))
        .count();
  }

  private static boolean reaches(
      Map<String, Set<String>> uses, String from, String to, Set<String> seen) {
    return from.equals(to)
        || (seen.add(from)
            && uses.getOrDefault(from, Set.of()).stream()
                .anyMatch(next -> reaches(uses, next, to, seen)));
  }
}
