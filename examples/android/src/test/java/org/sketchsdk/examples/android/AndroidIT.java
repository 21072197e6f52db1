package org.sketchsdk.examples.android;

import static org.assertj.core.api.Assertions.assertThat;

import com.android.tools.r8.ClassFileResourceProvider;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.JdkClassFileProvider;
import com.android.tools.r8.OutputMode;
import com.android.tools.r8.ProgramResource;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.origin.Origin;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.image.Picture;

/** Android's own compilers on the SDK's jars. */
class AndroidIT {
  private static final int MIN_API = 26;
  private static final String RULES = "META-INF/proguard/";
  private static final List<Class<?>> LIBRARIES =
      List.of(
          com.fasterxml.jackson.core.JsonParser.class,
          Drawing.class,
          Picture.class,
          SketchClassifier.class,
          org.jspecify.annotations.Nullable.class);

  /** Hard on what is not kept: everything is renamed and put into one package. */
  private static final String APP_RULES =
      """
      -keep class org.sketchsdk.examples.android.ShrunkApp { public static void main(java.lang.String[]); }
      -repackageclasses 'x'
      -allowaccessmodification
      """;

  @TempDir private Path scratch;

  /** What the compilers report beside their result. */
  private static final class Reports implements DiagnosticsHandler {
    private final List<String> warnings = new ArrayList<>();

    @Override
    public void warning(Diagnostic warning) {
      // such as META-INF/LICENSE, which Android's build tools leave out
      if (!warning.getDiagnosticMessage().startsWith("Resource 'M")
          && !warning.getDiagnosticMessage().startsWith("Resource 'module-info.class'")) {
        warnings.add(warning.getOrigin() + ": " + warning.getDiagnosticMessage());
      }
    }
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> jars() {
    List<Path> jars = LIBRARIES.stream().map(AndroidIT::jarOf).toList();
    assertThat(jars).allMatch(Files::isRegularFile, "are jars: run with mvn verify");
    return jars;
  }

  private static Path android() {
    return Path.of(System.getProperty("sketch.android"));
  }

  private Path app() throws IOException {
    Path jar = scratch.resolve("app.jar");
    String name = ShrunkApp.class.getName().replace('.', '/') + ".class";
    try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(jar));
        InputStream in = ShrunkApp.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new java.util.zip.ZipEntry(name));
      in.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }

  /** The rules in the jars, which Android's build tools pass to R8. */
  private static List<String> rulesOf(Path jar) throws IOException {
    List<String> rules = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().startsWith(RULES) && !entry.isDirectory()) {
          rules.add(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return rules;
  }

  private static long size(Path file) throws IOException {
    return Files.size(file) / 1024;
  }

  @Test
  void d8CompilesTheJarsAndTheRecipesWithoutAWarning() throws Exception {
    Reports reports = new Reports();
    Path dex = scratch.resolve("d8.zip");
    D8.run(
        D8Command.builder(reports)
            .addProgramFiles(jars())
            .addProgramFiles(classes(Path.of("target/classes")))
            .addLibraryFiles(android())
            .addLibraryResourceProvider(new AndroidsJava())
            .setMinApiLevel(MIN_API)
            .setMode(CompilationMode.RELEASE)
            .setOutput(dex, OutputMode.DexIndexed)
            .build());

    assertThat(reports.warnings).isEmpty();
    System.out.println("D8: " + size(dex) + " KiB");
    try (JarFile file = new JarFile(dex.toFile())) {
      assertThat(file.getEntry("classes.dex")).isNotNull();
    }
  }

  private static List<Path> classes(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static ClassFileResourceProvider jdk() throws IOException {
    return JdkClassFileProvider.fromJdkHome(Path.of(System.getProperty("java.home")));
  }

  /**
   * The packages java and javax, which the jar of Android's classes lacks: those of this JDK,
   * without the classes that the SDK refers to and Android lacks. (animal-sniffer compares all
   * else.)
   */
  private static final class AndroidsJava implements ClassFileResourceProvider {
    private final ClassFileResourceProvider all;
    private final Set<String> descriptors;

    AndroidsJava() throws IOException {
      all = jdk();
      descriptors =
          all.getClassDescriptors().stream()
              .filter(name -> !name.matches("L(java/awt|javax/imageio|java/lang/System.Logger).*"))
              .collect(Collectors.toSet());
    }

    @Override
    public Set<String> getClassDescriptors() {
      return descriptors;
    }

    @Override
    public ProgramResource getProgramResource(String descriptor) {
      return descriptors.contains(descriptor) ? all.getProgramResource(descriptor) : null;
    }
  }

  private Path shrink(OutputMode mode, Reports reports) throws Exception {
    Path output = scratch.resolve("r8-" + mode + ".jar");
    R8Command.Builder command =
        R8Command.builder(reports)
            .addProgramFiles(app())
            .addProgramFiles(jars())
            .setMode(CompilationMode.RELEASE)
            .setOutput(output, mode)
            .addProguardConfiguration(List.of(APP_RULES), Origin.unknown());
    if (mode == OutputMode.DexIndexed) {
      command.setMinApiLevel(MIN_API);
      command.addLibraryFiles(android());
      command.addLibraryResourceProvider(new AndroidsJava());
    } else {
      command.addLibraryResourceProvider(jdk());
    }
    for (Path jar : jars()) {
      command.addProguardConfiguration(rulesOf(jar), Origin.unknown());
    }
    R8.run(command.build());
    return output;
  }

  @Test
  void r8ShrinksAnAppForAndroidWithoutAWarning() throws Exception {
    Reports reports = new Reports();

    Path dex = shrink(OutputMode.DexIndexed, reports);

    assertThat(reports.warnings).isEmpty();
    System.out.println("R8: " + size(dex) + " KiB with both models");
    try (JarFile file = new JarFile(dex.toFile())) {
      assertThat(file.getEntry("org/sketchsdk/infer/models/quickdraw25.onnx")).isNotNull();
    }
  }

  @Test
  void aShrunkAppAnswersAsTheWholeOne() throws Exception {
    Path shrunk = shrink(OutputMode.ClassFile, new Reports());

    try (JarFile file = new JarFile(shrunk.toFile())) {
      List<String> names = file.stream().map(JarEntry::getName).toList();
      assertThat(names).contains("org/sketchsdk/infer/EmbeddedModels.class");
      assertThat(names).noneMatch(name -> name.startsWith("org/sketchsdk/core/"));
      assertThat(names).noneMatch(name -> name.contains("BufferedImages"));
    }
    List<String> whole = new ArrayList<>(List.of(app().toString()));
    jars().forEach(jar -> whole.add(jar.toString()));
    String expected = run(String.join(File.pathSeparator, whole));
    assertThat(expected).contains("java ", "quickdraw25", "quickdraw345", "house");
    assertThat(run(shrunk.toString())).isEqualTo(expected);
  }

  private String run(String classPath) throws Exception {
    Path out = scratch.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                classPath,
                ShrunkApp.class.getName())
            .redirectErrorStream(false)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(out.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running after 2 minutes");
    }
    assertThat(process.exitValue()).isZero();
    return Files.readString(out).lines().collect(Collectors.joining("\n"));
  }
}
