package org.sketchsdk.onnx.internal;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The native libraries that ONNX Runtime has unpacked into a temporary folder of the process. It
 * deletes them as the process ends, if it ends in order, but never their folder. Linux lets go of a
 * file that is loaded: there they are deleted at once, and the folder as the process ends.
 */
final class UnpackedLibraries {
  // As ONNX Runtime names it. A folder that a user keeps libraries in has another name.
  private static final String FOLDER_PREFIX = "onnxruntime-java";

  private UnpackedLibraries() {}

  /**
   * Deletes the files, if this is Linux; they must have been loaded. A folder that cannot be read
   * or changed is left to ONNX Runtime. Doing it again does nothing.
   *
   * @param maps what the process has mapped into its memory: {@code /proc/self/maps}
   */
  static void delete(Path maps) {
    if (!Files.isReadable(maps)) {
      return;
    }
    try {
      for (Path folder : folders(maps)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.deleteIfExists(file);
          }
        }
        folder.toFile().deleteOnExit();
      }
    } catch (IOException | UncheckedIOException e) {
      System.getLogger("org.sketchsdk.infer")
          .log(System.Logger.Level.DEBUG, "ONNX Runtime's temporary folder stays", e);
    }
  }

  private static List<Path> folders(Path maps) throws IOException {
    // Not by a channel, for which the JDK makes a pair of local sockets.
    try (BufferedReader reader =
        new BufferedReader(new FileReader(maps.toFile(), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          // address, permissions, offset, device, inode, path
          .map(line -> line.split(" +", 6))
          .filter(fields -> fields.length == 6 && fields[5].endsWith(".so"))
          .map(fields -> Path.of(fields[5]).getParent())
          .distinct()
          .filter(folder -> folder.getFileName().toString().startsWith(FOLDER_PREFIX))
          .filter(Files::isDirectory)
          .toList();
    }
  }
}
