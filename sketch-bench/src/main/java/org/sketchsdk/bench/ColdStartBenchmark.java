package org.sketchsdk.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.Rasterizer;

/**
 * From the start of a JVM to the first prediction of the embedded model: each call starts a process
 * that runs {@link ColdStart}, and ends when its answer has come through the pipe. The class path
 * is that of an application, with jars of the SDK.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 20)
public class ColdStartBenchmark {
  /**
   * What was prepared: {@code nothing}; {@code classes}, the JVM shares those of the application
   * from an archive that a first run has left; {@code libraries}, in addition ONNX Runtime loads
   * its native libraries from a folder, instead of unpacking them.
   */
  @Param({"nothing", "classes", "libraries"})
  public String prepared = "nothing";

  /** The backend that answers. The class path has what it needs, and no more. */
  @Param({"onnx", "java"})
  public String backend = "onnx";

  /** A process and its output. */
  private record Started(Process process, BufferedReader lines) {}

  private Path folder;
  private List<String> command;
  private @Nullable Started started; // null: no process yet

  /**
   * Makes the class path and the archive.
   *
   * @throws IOException if a file cannot be written
   * @throws IllegalStateException if the JVM does not use the archive
   */
  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("sketch-cold-start");
    String classPath =
        classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command = new ArrayList<>(List.of(java, "-cp", classPath));
    switch (prepared) {
      case "nothing" -> {}
      case "classes", "libraries" -> {
        if (prepared.equals("libraries")) {
          command.add(1, "-Donnxruntime.native.path=" + unpackedLibraries());
        }
        Path archive = folder.resolve("classes.jsa");
        List<String> first = new ArrayList<>(command);
        first.add(1, "-XX:ArchiveClassesAtExit=" + archive);
        run(first);
        command.add(1, "-XX:SharedArchiveFile=" + archive);
        requireShared();
      }
      default ->
          throw new IllegalArgumentException("nothing, classes or libraries, not " + prepared);
    }
    String major = System.getProperty("java.specification.version");
    if (Integer.parseInt(major) >= 22) {
      command.add(1, "--enable-native-access=ALL-UNNAMED");
    }
  }

  /** The archive is passed over in silence where it does not fit. */
  private void requireShared() throws IOException {
    Path log = folder.resolve("classes.log");
    List<String> logged = new ArrayList<>(command);
    logged.add(1, "-Xlog:class+load:file=" + log);
    run(logged);
    try (Stream<String> lines = Files.lines(log)) {
      if (lines.noneMatch(
          line -> line.contains(SketchClassifier.class.getName() + " source: shared objects"))) {
        throw new IllegalStateException("the JVM does not use the archive that it has made");
      }
    }
  }

  /** The jars that the classifier needs; those that are folders here are put into jars. */
  private List<Path> classPath() throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    for (Class<?> type :
        List.of(SketchClassifier.class, Rasterizer.class, Drawing.class, JsonFactory.class)) {
      paths.add(source(type));
    }
    if (backend.equals("onnx")) {
      paths.add(source(OrtEnvironment.class));
      paths.add(source(Models.provider(backend).getClass()));
    }
    Path own = source(ColdStart.class);
    List<Path> jars = new ArrayList<>();
    for (Path path : paths) {
      jars.add(Files.isDirectory(path) ? jar(path, each -> true) : path);
    }
    if (!paths.contains(own)) {
      String name = ColdStart.class.getSimpleName() + ".class";
      jars.add(
          Files.isDirectory(own)
              ? jar(own, each -> each.getFileName().toString().equals(name))
              : own);
    }
    return jars;
  }

  /** Unpacks the native libraries of this platform. */
  private Path unpackedLibraries() throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = system.contains("win") ? "win" : system.contains("mac") ? "osx" : "linux";
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
    String from = "ai/onnxruntime/native/" + name + "-" + processor + "/";
    Path libraries = Files.createDirectory(folder.resolve("libraries"));
    try (ZipFile jar = new ZipFile(source(OrtEnvironment.class).toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        String file =
            entry.getName().startsWith(from) ? entry.getName().substring(from.length()) : "";
        if (!file.isEmpty() && !file.contains("/")) {
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, libraries.resolve(file));
          }
        }
      }
    }
    return libraries;
  }

  private static Path source(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path jar(Path classes, Predicate<Path> wanted) throws IOException {
    Path jar = Files.createTempFile(folder, "classes", ".jar");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes)) {
      files = walk.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  /**
   * Starts a JVM and waits for its prediction.
   *
   * @return the backend and the label
   * @throws IOException if the process cannot be run, or another backend answers
   */
  @Benchmark
  public String start() throws IOException {
    String answer = answer(command, List.of(ColdStart.class.getName()));
    if (!answer.startsWith(backend + " ")) {
      throw new IOException("the answer is \"" + answer + "\", not of the backend " + backend);
    }
    return answer;
  }

  /**
   * Starts a JVM and waits for a line that it prints at once: what a JVM costs.
   *
   * @return what it prints in place of a label
   * @throws IOException if the process cannot be run
   */
  @Benchmark
  public String baseline() throws IOException {
    return answer(command, List.of(ColdStart.class.getName(), "baseline"));
  }

  /**
   * Waits for the process to end, which is not measured.
   *
   * @throws IOException if the process fails
   */
  @TearDown(Level.Invocation)
  public void end() throws IOException {
    Started ending = Objects.requireNonNull(started, "started");
    ending.lines().transferTo(Writer.nullWriter()); // a full pipe would stop the process
    ending.lines().close();
    boolean interrupted = false;
    while (true) {
      try {
        int code = ending.process().waitFor();
        if (code != 0) {
          throw new IOException("the process ended with " + code);
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(List<String> start) throws IOException {
    answer(start, List.of(ColdStart.class.getName()));
    end();
  }

  private String answer(List<String> options, List<String> program) throws IOException {
    List<String> all = new ArrayList<>(options);
    all.addAll(program);
    Process process =
        new ProcessBuilder(all).redirectError(folder.resolve("errors.txt").toFile()).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    started = new Started(process, lines);
    for (String line; (line = lines.readLine()) != null; ) {
      if (line.startsWith(ColdStart.PREFIX)) { // the JVM's own remarks come on the same stream
        return line.substring(ColdStart.PREFIX.length());
      }
    }
    throw new IOException(
        "no prediction from " + all + ": " + Files.readString(folder.resolve("errors.txt")));
  }

  /**
   * Removes the files.
   *
   * @throws IOException if one cannot be removed
   */
  @TearDown
  public void remove() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
