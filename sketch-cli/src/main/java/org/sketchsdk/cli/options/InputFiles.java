package org.sketchsdk.cli.options;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.render.image.BufferedImages;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;

/** The files of drawings that a command line names. */
public final class DrawingFiles {
  /** Stands for standard input. */
  private static final Path STANDARD_INPUT = Path.of("-");

  private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

  private final List<Path> files;
  private final InputStream standardInput;
  private long bytesRead;

  private DrawingFiles(List<Path> files, InputStream standardInput) {
    this.files = List.copyOf(files);
    this.standardInput = standardInput;
  }

  /**
   * Replaces folders by their files. Links in folders are followed; hidden copies that macOS writes
   * ({@code ._cat.ndjson}) are passed over.
   *
   * @param paths files, folders, or {@code -} for standard input
   * @param standardInput what {@code -} stands for
   * @param problems is told which folders and links below a folder cannot be read
   * @return the files in the order given, those of a folder (and its folders) by name
   * @throws NoSuchFileException if a path does not exist
   * @throws FailureException if a folder holds no file of drawings
   * @throws UsageException if standard input is named twice
   */
  public static DrawingFiles of(
      List<Path> paths, InputStream standardInput, Consumer<String> problems) throws IOException {
    return of(paths, standardInput, DrawingFiles::holdsDrawings, ".ndjson or .ndjson.gz", problems);
  }

  /**
   * Like {@link #of(List, InputStream, Consumer)}, where a folder's files are also its pictures.
   */
  public static DrawingFiles withPictures(
      List<Path> paths, InputStream standardInput, Consumer<String> problems) throws IOException {
    return of(
        paths,
        standardInput,
        path -> holdsDrawings(path) || isPicture(path),
        ".ndjson, .ndjson.gz or picture",
        problems);
  }

  private static DrawingFiles of(
      List<Path> paths,
      InputStream standardInput,
      Predicate<Path> wanted,
      String kinds,
      Consumer<String> problems)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(path);
      } else if (Files.isDirectory(path)) {
        int before = files.size();
        files.addAll(new FolderSearch(path, wanted, problems).files());
        if (files.size() == before) {
          throw new FailureException("no " + kinds + " file in folder " + path);
        }
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new NoSuchFileException(path.toString());
      }
    }
    if (Collections.frequency(files, STANDARD_INPUT) > 1) {
      throw new UsageException("standard input (-) can only be read once");
    }
    return new DrawingFiles(files, standardInput);
  }

  public static boolean holdsDrawings(Path path) {
    String name = lowerCaseName(path);
    return (name.endsWith(".ndjson") || name.endsWith(".ndjson.gz")) && Files.isRegularFile(path);
  }

  /** Whether a file is a picture, by its name. */
  public static boolean isPicture(Path path) {
    String name = lowerCaseName(path);
    return PICTURES.stream().anyMatch(name::endsWith) && Files.isRegularFile(path);
  }

  private static String lowerCaseName(Path path) {
    Path name = path.getFileName(); // null for the root of a file system
    return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
  }

  public List<Path> files() {
    return files;
  }

  /** What messages call a file. */
  public static String nameOf(Path file) {
    return file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
  }

  /**
   * Opens one of the files.
   *
   * @param malformed is told of each malformed line
   */
  public NdjsonReader open(Path file, Consumer<String> malformed) throws IOException {
    ReadOptions options =
        ReadOptions.builder()
            .reportMalformed(problem -> malformed.accept(problem.getMessage()))
            .build();
    InputStream in = file.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(file);
    return NdjsonReader.of(new CountingStream(in), nameOf(file), options);
  }

  /**
   * Reads one of the files that is a picture.
   *
   * @throws ImageFormatException if it is none, is damaged or too large
   */
  public Picture readPicture(Path file) throws IOException {
    try (InputStream in = new CountingStream(Files.newInputStream(file))) {
      return BufferedImages.read(in, file.toString(), BufferedImages.MAX_PIXELS);
    }
  }

  /**
   * Returns the size of all files together.
   *
   * @return bytes, or -1 if standard input or something else without a size is among them
   */
  public long totalBytes() throws IOException {
    long total = 0;
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        return -1;
      }
      total += Files.size(file);
    }
    return total;
  }

  /** Returns how much of {@link #totalBytes} the readers have read. */
  public long bytesRead() {
    return bytesRead;
  }

  private final class CountingStream extends FilterInputStream {
    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      bytesRead += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      bytesRead += Math.max(0, count);
      return count;
    }
  }
}
