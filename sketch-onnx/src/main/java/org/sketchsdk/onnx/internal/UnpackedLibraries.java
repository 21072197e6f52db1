package org.sketchsdk.onnx.internal;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sketchsdk.infer.internal.platform.Log;

/**
 * The native libraries that ONNX Runtime unpacks into a temporary folder of the process.
 *
 * <p>ONNX Runtime deletes them when the JVM ends in order, and never deletes their folder. Linux
 * keeps a loaded file in memory after it is deleted. There the SDK deletes the files right after
 * they are loaded, so that a killed process leaves nothing behind, and the folder when the JVM
 * ends.
 *
 * <p>Only a folder that ONNX Runtime has made just now is touched. All of this must hold:
 *
 * <ul>
 *   <li>no system property {@code onnxruntime.native.*} is set: with one, the libraries may be the
 *       user's own;
 *   <li>the folder lies directly below {@code java.io.tmpdir}, is no link, and has a name as ONNX
 *       Runtime gives it;
 *   <li>the folder was not there before this process asked for ONNX Runtime;
 *   <li>it holds exactly the two libraries, and this process has mapped both. So another class
 *       loader or process that is still unpacking keeps its folder.
 * </ul>
 */
final class UnpackedLibraries {
  private static final String PROPERTIES = "onnxruntime.native.";
  // The name that Files.createTempDirectory("onnxruntime-java") makes.
  private static final Pattern FOLDER = Pattern.compile("onnxruntime-java\\d+");
  private static final Set<String> LIBRARIES =
      Set.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  /** Deletes nothing. */
  static final UnpackedLibraries NONE =
      new UnpackedLibraries(Paths.get(""), Paths.get(""), false, Set.of());

  private final Path maps;
  private final Path temporary;
  private final boolean allowed;
  private final Set<Path> before;

  private UnpackedLibraries(Path maps, Path temporary, boolean allowed, Set<Path> before) {
    this.maps = maps;
    this.temporary = temporary;
    this.allowed = allowed;
    this.before = before;
  }

  /** Remembers which folders are there. To be called before ONNX Runtime is loaded. */
  static UnpackedLibraries watch() {
    return watch(
        Paths.get("/proc/self/maps"), System.getProperty("java.io.tmpdir"), System.getProperties());
  }

  /**
   * Remembers which folders are there.
   *
   * @param maps what the process has mapped into its memory, as Linux writes it
   * @param temporary the folder for temporary files
   * @param properties the system properties
   */
  static UnpackedLibraries watch(Path maps, String temporary, Properties properties) {
    boolean allowed =
        Files.isReadable(maps)
            && properties.stringPropertyNames().stream()
                .noneMatch(name -> name.startsWith(PROPERTIES));
    try {
      Path folder = Paths.get(temporary).toRealPath();
      return new UnpackedLibraries(maps, folder, allowed, allowed ? folders(folder) : Set.of());
    } catch (IOException e) {
      return new UnpackedLibraries(maps, Paths.get(temporary), false, Set.of());
    }
  }

  /**
   * Deletes the libraries that were unpacked and loaded since {@link #watch}. Does nothing where it
   * is not certain that ONNX Runtime has unpacked them, or where they cannot be deleted: then ONNX
   * Runtime deletes them when the JVM ends.
   */
  void delete() {
    if (!allowed) {
      return;
    }
    try {
      Set<Path> mapped = mapped();
      for (Path folder : folders(temporary)) {
        Set<Path> libraries = LIBRARIES.stream().map(folder::resolve).collect(Collectors.toSet());
        if (before.contains(folder)
            || !mapped.containsAll(libraries)
            || !files(folder).equals(libraries)) {
          continue;
        }
        for (Path library : libraries) {
          Files.deleteIfExists(library);
        }
        folder.toFile().deleteOnExit(); // works on an empty folder only
      }
    } catch (IOException | UncheckedIOException e) {
      Log.of("org.sketchsdk.onnx")
          .debug(
              "the libraries of ONNX Runtime stay in their temporary folder until the JVM ends", e);
    }
  }

  private static Set<Path> folders(Path temporary) throws IOException {
    Set<Path> folders = new HashSet<>();
    for (Path file : files(temporary)) {
      if (FOLDER.matcher(String.valueOf(file.getFileName())).matches()
          && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        folders.add(file);
      }
    }
    return folders;
  }

  private static Set<Path> files(Path folder) throws IOException {
    Set<Path> files = new HashSet<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  private Set<Path> mapped() throws IOException {
    // Not by a channel, for which the JDK makes a pair of local sockets.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(maps.toFile()), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          // address, permissions, offset, device, inode, path
          .map(line -> line.split(" +", 6))
          .filter(fields -> fields.length == 6 && fields[5].endsWith(".so"))
          .map(fields -> Paths.get(fields[5]))
          .collect(Collectors.toSet());
    }
  }
}
