package org.sketchsdk.cli.options;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.Failures;

/**
 * Finds files in a folder and the folders below it, also behind links. What cannot be read is
 * reported and passed over. The search is bounded: it does not start at the root of a file system,
 * and it ends with a message in a folder of too many entries.
 */
final class FolderSearch extends SimpleFileVisitor<Path> {
  private static final int MAX_ENTRIES = 1_000_000;

  /** What programs put beside the files of people. Names that start with a point are hidden. */
  private static final Set<String> PASSED_OVER =
      Set.of("__MACOSX", "Thumbs.db", "desktop.ini", "ehthumbs.db");

  private final Path folder;
  private final Predicate<Path> wanted;
  private final Consumer<String> problems;
  private final List<Path> files = new ArrayList<>();
  private int entries;

  /**
   * Creates a search.
   *
   * @param wanted the files to find
   * @param problems is told what cannot be read
   */
  FolderSearch(Path folder, Predicate<Path> wanted, Consumer<String> problems) {
    this.folder = folder;
    this.wanted = wanted;
    this.problems = problems;
  }

  /**
   * Searches.
   *
   * @return the files, sorted by name
   * @throws FailureException if the folder is the root of a file system or has too many entries
   */
  List<Path> files() throws IOException {
    if (folder.toRealPath().getNameCount() == 0) {
      throw new FailureException(
          "the root of a file system is too much to search; name a folder below it: " + folder);
    }
    Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
    Collections.sort(files);
    return files;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    count();
    return !directory.equals(folder) && isPassedOver(directory)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  private static boolean isPassedOver(Path path) {
    Path name = path.getFileName();
    return name != null
        && (name.toString().startsWith(".") || PASSED_OVER.contains(name.toString()));
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    count();
    if (attributes.isRegularFile() && !isPassedOver(file) && wanted.test(file)) {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    count();
    if (!(e instanceof FileSystemLoopException)) { // a link to a folder that is searched anyway
      problems.accept("passed over: " + Failures.describe(e));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, IOException e) {
    if (e != null) {
      problems.accept("passed over the rest of " + directory + ": " + Failures.describe(e));
    }
    return FileVisitResult.CONTINUE;
  }

  private void count() {
    if (++entries > MAX_ENTRIES) {
      throw new FailureException(
          "a folder must have at most " + MAX_ENTRIES + " entries; name a smaller one: " + folder);
    }
  }
}
