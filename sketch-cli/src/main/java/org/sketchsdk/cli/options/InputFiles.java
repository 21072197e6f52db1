package org.sketchsdk.cli.options;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.Failures;
import org.sketchsdk.cli.console.Printable;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;

/** The files of drawings that a command line names. */
public final class InputFiles {
  /** Stands for standard input. */
  private static final Path STANDARD_INPUT = Path.of("-");

  /** How many of the files that were left out are named. */
  private static final int SHOWN = 5;

  private static final int HEAD_BYTES = 16; // which tell a picture

  private static final List<String> PICTURES =
      List.of(".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".webp", ".tif", ".tiff");
  private static final List<String> DRAWINGS =
      List.of(".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz");

  private final List<Path> files;
  private final List<Path> others;
  private final PushbackInputStream standardInput;
  private long bytesRead;

  private InputFiles(List<Path> files, List<Path> others, InputStream standardInput) {
    this.files = List.copyOf(files);
    this.others = List.copyOf(others);
    this.standardInput = new PushbackInputStream(standardInput, HEAD_BYTES);
  }

  /**
   * Replaces folders by the files of drawings in them, known by their content. Links in folders are
   * followed; hidden files and copies that macOS writes ({@code ._cat.ndjson}) are passed over.
   *
   * @param paths files, folders, or {@code -} for standard input
   * @param standardInput what {@code -} stands for
   * @param problems is told which folders and links below a folder cannot be read
   * @return the files in the order given, those of a folder (and its folders) by name
   * @throws NoSuchFileException if a path does not exist
   * @throws FailureException if a folder holds no file of drawings
   * @throws UsageException if standard input is named twice
   */
  public static InputFiles of(
      List<Path> paths, InputStream standardInput, Consumer<String> problems) throws IOException {
    return of(paths, standardInput, false, "drawings", problems);
  }

  /**
   * Like {@link #of(List, InputStream, Consumer)}, where a folder's files are also its pictures.
   */
  public static InputFiles withPictures(
      List<Path> paths, InputStream standardInput, Consumer<String> problems) throws IOException {
    return of(paths, standardInput, true, "drawings or pictures", problems);
  }

  private static InputFiles of(
      List<Path> paths,
      InputStream standardInput,
      boolean pictures,
      String kinds,
      Consumer<String> problems)
      throws IOException {
    List<Path> files = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Path path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(path);
      } else if (Files.isDirectory(path)) {
        int before = files.size();
        int othersBefore = others.size();
        for (Path file : new FolderSearch(path, found -> true, problems).files()) {
          (isWanted(file, pictures, problems) ? files : others).add(file);
        }
        if (files.size() == before) {
          throw new FailureException(
              "no file of "
                  + kinds
                  + " in folder "
                  + path
                  + describeOthers(others.subList(othersBefore, others.size())));
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
    return new InputFiles(files, others, standardInput);
  }

  private static boolean isWanted(Path file, boolean pictures, Consumer<String> problems) {
    String name = lowerCaseName(file);
    if (DRAWINGS.stream().anyMatch(name::endsWith)) {
      return true; // also a damaged one, which is then reported
    }
    try {
      boolean picture = isPicture(file);
      return picture ? pictures : DrawingFiles.formatOf(file).isPresent();
    } catch (IOException e) {
      problems.accept("passed over: " + Failures.describe(e));
      return false;
    }
  }

  /**
   * Returns what was left out of folders, for a summary.
   *
   * @return such as {@code "; left out 3 other files: notes.txt, a.zip, b.zip"}, or nothing
   */
  public String leftOut() {
    return describeOthers(others);
  }

  private static String describeOthers(List<Path> others) {
    if (others.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("; left out ");
    text.append(others.size()).append(others.size() == 1 ? " other file: " : " other files: ");
    for (int i = 0; i < Math.min(SHOWN, others.size()); i++) {
      text.append(i == 0 ? "" : ", ").append(Printable.line(others.get(i).toString()));
    }
    return text.append(others.size() > SHOWN ? ", …" : "").toString();
  }

  /** Tells whether a file is a picture, by its content; by its name if it is damaged. */
  public static boolean isPicture(Path file) throws IOException {
    byte[] head = new byte[HEAD_BYTES];
    int length;
    try (InputStream in = Files.newInputStream(file)) {
      length = in.readNBytes(head, 0, head.length);
    }
    return isPicture(head, length) || isNamedAsPicture(file);
  }

  private static boolean isNamedAsPicture(Path file) {
    return PICTURES.stream().anyMatch(lowerCaseName(file)::endsWith);
  }

  private static boolean isPicture(byte[] head, int length) {
    return DrawingFiles.pictureKind(Arrays.copyOf(head, length)).isPresent();
  }

  private static String lowerCaseName(Path path) {
    Path name = path.getFileName(); // null for the root of a file system
    return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
  }

  /** Tells whether one of the files is a picture; standard input is read as far as needed. */
  public boolean holdsPicture(Path file) throws IOException {
    if (!file.equals(STANDARD_INPUT)) {
      // what a pipe gives can be read only once, so its name decides
      return Files.isRegularFile(file) ? isPicture(file) : isNamedAsPicture(file);
    }
    byte[] head = new byte[HEAD_BYTES];
    int length = standardInput.readNBytes(head, 0, head.length);
    standardInput.unread(head, 0, length);
    return isPicture(head, length);
  }

  public List<Path> files() {
    return files;
  }

  /** What messages call a file. */
  public static String nameOf(Path file) {
    return file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
  }

  /**
   * Opens one of the files, which is of drawings.
   *
   * @param malformed is told of each malformed record
   * @throws DrawingFormatException if the format is unknown
   */
  public DrawingReader open(Path file, Consumer<String> malformed) throws IOException {
    ReadOptions options =
        ReadOptions.builder()
            .reportMalformed(problem -> malformed.accept(problem.getMessage()))
            .build();
    return DrawingFiles.open(stream(file), nameOf(file), options);
  }

  /**
   * Reads one of the files that is a picture.
   *
   * @throws ImageFormatException if it is none, is damaged or too large
   */
  public Picture readPicture(Path file) throws IOException {
    try (InputStream in = stream(file)) {
      return BufferedImages.read(in, nameOf(file), BufferedImages.MAX_PIXELS);
    }
  }

  private InputStream stream(Path file) throws IOException {
    return new CountingStream(
        file.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(file));
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
