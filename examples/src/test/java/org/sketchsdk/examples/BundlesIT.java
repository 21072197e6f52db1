package org.sketchsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Capability;

/** Runs the SDK's jars as bundles of OSGi, in Apache Felix. */
class BundlesIT {
  private static final String MAIN = "org.example.bundle.Hello";
  private static final String PROGRAM =
      """
      package org.example.bundle;

      import java.util.function.Supplier;
      import org.sketchsdk.core.Drawing;
      import org.sketchsdk.infer.SketchClassifier;

      public final class Hello implements Supplier<String> {
        @Override
        public String get() {
          Drawing house =
              Drawing.builder()
                  .moveTo(20, 100).lineTo(20, 50).lineTo(80, 50).lineTo(80, 100).lineTo(20, 100)
                  .moveTo(10, 50).lineTo(50, 10).lineTo(90, 50)
                  .build();
          try (SketchClassifier classifier = SketchClassifier.load()) {
            return classifier.backend() + ": "
                + classifier.classify(house).top().orElseThrow().label();
          }
        }
      }
      """;
  private static final String MANIFEST =
      """
      Bundle-ManifestVersion: 2
      Bundle-SymbolicName: org.example.bundle
      Bundle-Version: 1.0.0
      Import-Package: org.sketchsdk.core, org.sketchsdk.infer, org.sketchsdk.infer.model
      """;

  private static Path folder;
  private static Path hello; // the bundle of a user

  @BeforeAll
  static void compile() throws Exception {
    folder = Project.target().resolve("bundles");
    Outside.delete(folder);
    Path source = Files.createDirectories(folder.resolve("src/org/example/bundle"));
    Path program = Files.writeString(source.resolve("Hello.java"), PROGRAM);
    Path manifest = Files.writeString(folder.resolve("MANIFEST.MF"), MANIFEST);
    List<Path> libraries = new ArrayList<>(Jars.plain());
    libraries.add(Jars.library(org.jspecify.annotations.Nullable.class));
    Jars.tool(
        "javac",
        "--release",
        "17",
        "-cp",
        String.join(File.pathSeparator, libraries.stream().map(Path::toString).toList()),
        "-d",
        folder.resolve("classes").toString(),
        program.toString());
    hello = folder.resolve("hello.jar");
    Jars.tool(
        "jar",
        "--create",
        "--file",
        hello.toString(),
        "--manifest",
        manifest.toString(),
        "-C",
        folder.resolve("classes").toString(),
        ".");
  }

  private interface InOsgi {
    void run(Framework framework) throws Exception;
  }

  private static void inOsgi(InOsgi program) throws Exception {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    folder.resolve("cache").toString(),
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT));
    framework.start();
    try {
      program.run(framework);
    } finally {
      framework.stop();
      framework.waitForStop(0);
    }
  }

  private static Bundle install(Framework framework, Path jar) throws Exception {
    return framework.getBundleContext().installBundle(jar.toUri().toString());
  }

  @Test
  void aBundleClassifiesWithTheEmbeddedModel() throws Exception {
    inOsgi(
        framework -> {
          for (Path jar : Jars.plain()) {
            install(framework, jar);
          }
          Bundle user = install(framework, hello);
          for (Bundle bundle : framework.getBundleContext().getBundles()) {
            bundle.start();
          }

          Object program = user.loadClass(MAIN).getConstructor().newInstance();

          assertThat(((Supplier<?>) program).get()).isEqualTo("java: house");
        });
  }

  /** What a module exports to all is what its bundle exports, besides packages marked internal. */
  @Test
  void bundlesExportThePackagesOfTheirModules() throws Exception {
    inOsgi(
        framework -> {
          for (String module :
              List.of(
                  "sketch-core",
                  "sketch-render",
                  "sketch-augment",
                  "sketch-infer",
                  "sketch-jackson")) {
            Path jar = Jars.jarOf(module);

            List<String> exported =
                install(framework, jar)
                    .adapt(BundleRevision.class)
                    .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                    .stream()
                    .filter(capability -> !capability.getDirectives().containsKey("x-internal"))
                    .map(Capability::getAttributes)
                    .map(attributes -> (String) attributes.get(PackageNamespace.PACKAGE_NAMESPACE))
                    .toList();

            assertThat(exported)
                .containsExactlyInAnyOrderElementsOf(
                    ModuleFinder.of(jar).findAll().iterator().next().descriptor().exports().stream()
                        .filter(exports -> !exports.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .toList());
          }
        });
  }
}
