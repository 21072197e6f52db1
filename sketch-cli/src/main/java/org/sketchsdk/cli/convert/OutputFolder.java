package org.sketchsdk.cli.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sketchsdk.cli.console.FailureException;

/**
 * A folder that gets a file per drawing: {@code cat.svg} for the only drawing of {@code
 * cat.ndjson}, otherwise {@code cat-00001.svg} by its line or number. Two files of one name in
 * different folders get different names.
 */
public final class OutputFolder {
  private final Path folder;
  private final String suffix;
  private final Map<Path, String> baseNames = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<Path> inputs = new HashSet<>();

  /**
   * Creates the folder if it does not exist.
   *
   * @param folder the folder
   * @param suffix of the files, without a point
   * @param inputs the files that are read, which must not be replaced
   * @throws IOException if the folder cannot be created
   */
  public OutputFolder(Path folder, String suffix, List<Path> inputs) throws IOException {
    // a link to a folder is one, too, but cannot be created
    this.folder = Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
    this.suffix = suffix;
    for (Path input : inputs) {
      if (Files.isRegularFile(input)) {
        this.inputs.add(input.toRealPath());
      }
    }
  }

  /**
   * Returns the file for a drawing.
   *
   * @throws FailureException if it is one of the files that are read
   */
  public Path next(DrawingSource.Place place) throws IOException {
    String base = baseName(place);
    return unlessRead(
        folder.resolve(
            place.only()
                ? base + "." + suffix
                : String.format(Locale.ROOT, "%s-%05d.%s", base, place.number(), suffix)));
  }

  /**
   * Returns the file for all drawings of a file.
   *
   * @throws FailureException if it is one of the files that are read
   */
  public Path fileOf(DrawingSource.Place place) throws IOException {
    return unlessRead(folder.resolve(baseName(place) + "." + suffix));
  }

  private Path unlessRead(Path file) throws IOException {
    if (Files.exists(file) && inputs.contains(file.toRealPath())) {
      throw new FailureException(
          "this file is read and must not be replaced; name another folder to write to: " + file);
    }
    return file;
  }

  private String baseName(DrawingSource.Place place) {
    return baseNames.computeIfAbsent(
        place.file(),
        file -> {
          String name = place.baseName();
          String unique = name;
          // in lower case: some file systems take cat and CAT for one name
          for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
            unique = name + "-" + i;
          }
          return unique;
        });
  }
}
