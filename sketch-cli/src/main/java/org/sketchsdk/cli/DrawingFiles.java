package org.sketchsdk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of drawings that a command line names. */
final class DrawingFiles {
  /** Stands for standard input. */
  static final Path STANDARD_INPUT = Path.of("-");

  private DrawingFiles() {}

  /**
   * Replaces folders by their files.
   *
   * @param paths files, folders, or {@link #STANDARD_INPUT}
   * @return the files in the order given, those of a folder (and its folders) by name
   * @throws NoSuchFileException if a path does not exist
   * @throws Failures.FailureException if a folder holds no file of drawings
   */
  static List<Path> list(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(path);
      } else if (Files.isDirectory(path)) {
        int before = files.size();
        try (Stream<Path> below = Files.walk(path)) {
          below.filter(DrawingFiles::holdsDrawings).sorted().forEach(files::add);
        }
        if (files.size() == before) {
          throw new Failures.FailureException("no .ndjson or .ndjson.gz file in folder " + path);
        }
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new NoSuchFileException(path.toString());
      }
    }
    return files;
  }

  private static boolean holdsDrawings(Path path) {
    String name = path.getFileName().toString();
    return (name.endsWith(".ndjson") || name.endsWith(".ndjson.gz")) && Files.isRegularFile(path);
  }
}
