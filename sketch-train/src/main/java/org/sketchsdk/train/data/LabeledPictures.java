package org.sketchsdk.train.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sketchsdk.core.ink.DrawingFiles;

/**
 * Lists picture files with their classes. The pictures themselves are not read. Immutable and
 * thread-safe.
 *
 * @param labels the classes of the model
 * @param pictures the pictures of these classes; unmodifiable
 * @param leftOut the other categories of the folder, and why they are left out; unmodifiable
 */
public record LabeledPictures(List<String> labels, List<Picture> pictures, List<LeftOut> leftOut) {
  /** The file that maps categories to classes. */
  public static final String INDEX = "index.csv";

  private static final String NUMBER_COLUMN = "number";
  private static final String CLASS_COLUMN = "quickdraw_class";
  private static final String CATEGORY_COLUMN_SUFFIX = "_category";
  private static final int HEAD_BYTES = 16; // which tell a picture
  private static final List<String> SUFFIXES =
      List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".jfif");

  /** Copies the lists. */
  public LabeledPictures {
    labels = List.copyOf(labels);
    pictures = List.copyOf(pictures);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * A picture file.
   *
   * @param file the file, which may be missing if an index names it
   * @param label index of its class
   */
  public record Picture(Path file, int label) {}

  /** Why pictures are left out. */
  public enum Reason {
    /** The category has no class. */
    NO_CLASS,
    /** The model does not know the class. */
    UNKNOWN_CLASS,
    /** Several categories map to the class, so that it is not the one that the model learned. */
    SEVERAL_CATEGORIES
  }

  /**
   * A category whose pictures are left out.
   *
   * @param category the category, which is the name of its folder
   * @param label its class; empty if it has none
   * @param pictures how many pictures
   * @param reason why
   */
  public record LeftOut(String category, String label, int pictures, Reason reason) {}

  /** A category of a folder. */
  private record Category(String label, List<Path> files) {}

  /**
   * Lists the pictures in a folder.
   *
   * <p>If the folder has a file {@value #INDEX}, that file assigns the classes. Its lines have
   * fields between commas. The first line names the columns: {@code number}, one that ends with
   * {@code _category}, and {@code quickdraw_class}. Each other line stands for the picture {@code
   * <category>/<number>.png} (or .jpg, .jpeg, .gif, .bmp); if its category has no class, the last
   * field is empty.
   *
   * <p>Without an index, each folder in the folder is a class and has its pictures in it, whatever
   * their names.
   *
   * @param folder the folder
   * @param labels the classes of the model
   * @param keepMerged whether to keep classes that several categories map to
   * @return the pictures, in the order of the index, or else sorted by class and name
   * @throws NotDirectoryException if there is no such folder
   * @throws IOException if the folder or the index cannot be read
   * @throws DataSetException if the index is malformed; the message has file and line
   */
  public static LabeledPictures list(Path folder, List<String> labels, boolean keepMerged)
      throws IOException {
    Map<String, Category> categories = categories(folder);
    Map<String, Integer> perLabel = new HashMap<>();
    categories.values().forEach(category -> perLabel.merge(category.label(), 1, Integer::sum));
    List<Picture> pictures = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    categories.forEach(
        (name, category) -> {
          int label = labels.indexOf(category.label());
          Reason reason = null;
          if (category.label().isEmpty()) {
            reason = Reason.NO_CLASS;
          } else if (label < 0) {
            reason = Reason.UNKNOWN_CLASS;
          } else if (!keepMerged && perLabel.getOrDefault(category.label(), 0) > 1) {
            reason = Reason.SEVERAL_CATEGORIES;
          }
          if (reason == null) {
            category.files().forEach(file -> pictures.add(new Picture(file, label)));
          } else {
            leftOut.add(new LeftOut(name, category.label(), category.files().size(), reason));
          }
        });
    return new LabeledPictures(labels, pictures, leftOut);
  }

  /**
   * Lists the pictures in a folder that show something other than the classes of the model.
   *
   * @param folder the folder, as in {@link #list}
   * @param labels the classes of the model
   * @param reason {@link Reason#NO_CLASS} for categories without a class, {@link
   *     Reason#UNKNOWN_CLASS} for categories whose class is not among the labels
   * @return for each category its pictures, in the order of {@link #list}; a new map
   * @throws NotDirectoryException if there is no such folder
   * @throws IOException if the folder or the index cannot be read
   * @throws DataSetException if the index is malformed
   */
  public static Map<String, List<Path>> others(Path folder, List<String> labels, Reason reason)
      throws IOException {
    Map<String, List<Path>> others = new LinkedHashMap<>();
    categories(folder)
        .forEach(
            (name, category) -> {
              boolean none = category.label().isEmpty();
              if (reason == Reason.NO_CLASS
                  ? none
                  : reason == Reason.UNKNOWN_CLASS && !none && !labels.contains(category.label())) {
                others.put(name, List.copyOf(category.files()));
              }
            });
    return others;
  }

  private static Map<String, Category> categories(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    Path index = folder.resolve(INDEX);
    return Files.isRegularFile(index) ? readIndex(index) : readFolders(folder);
  }

  private static Map<String, Category> readIndex(Path index) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(index, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new DataSetException("the index must be UTF-8 text", index.toString(), e);
    }
    // Spreadsheets write a byte order mark before the first line.
    List<String> header =
        lines.isEmpty() ? List.of() : fields(lines.get(0).replaceFirst("^\uFEFF", ""));
    int number = header.indexOf(NUMBER_COLUMN);
    int label = header.indexOf(CLASS_COLUMN);
    int category =
        header.indexOf(
            header.stream()
                .filter(name -> name.endsWith(CATEGORY_COLUMN_SUFFIX))
                .findFirst()
                .orElse(null));
    if (number < 0 || label < 0 || category < 0) {
      throw new DataSetException(
          "the first line must name the columns number, …_category and quickdraw_class, not "
              + String.join(",", header),
          index + " line 1");
    }
    Map<String, Category> categories = new LinkedHashMap<>();
    Set<Path> seen = new HashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      String place = index + " line " + (i + 1);
      List<String> fields = fields(lines.get(i));
      if (fields.size() != header.size() || lines.get(i).indexOf('"') >= 0) {
        throw new DataSetException(
            "a line must have " + header.size() + " fields between commas, without quotes", place);
      }
      String name = fields.get(category);
      String title = fields.get(number);
      if (!isFileName(name) || !isFileName(title)) {
        throw new DataSetException(
            "category and number must be names of a folder and a file, not \""
                + name
                + "\" and \""
                + title
                + '"',
            place);
      }
      Category known =
          categories.computeIfAbsent(
              name, key -> new Category(fields.get(label), new ArrayList<>()));
      if (!known.label().equals(fields.get(label))) {
        throw new DataSetException(
            "a category must have one class, but "
                + name
                + " has \""
                + known.label()
                + "\" and \""
                + fields.get(label)
                + '"',
            place);
      }
      Path file = fileOf(index.resolveSibling(name), title);
      if (!seen.add(file)) {
        throw new DataSetException("a picture must have one line only: " + file, place);
      }
      known.files().add(file);
    }
    return categories;
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
  }

  /** Whether the text stays in its folder. */
  private static boolean isFileName(String text) {
    return !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && text.indexOf('/') < 0
        && text.indexOf('\\') < 0
        && text.indexOf('\0') < 0;
  }

  private static Path fileOf(Path folder, String name) {
    for (String suffix : SUFFIXES) {
      Path file = folder.resolve(name + suffix);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return folder.resolve(name + SUFFIXES.get(0));
  }

  private static Map<String, Category> readFolders(Path folder) throws IOException {
    Map<String, Category> categories = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> inside = Files.list(entry)) {
          for (Path file : inside.sorted().toList()) {
            if (isPicture(file)) {
              files.add(file);
            }
          }
        }
        String name = entry.getFileName().toString();
        if (!files.isEmpty()) {
          categories.put(name, new Category(name, files));
        }
      }
    }
    return categories;
  }

  /** Tells whether a file is a picture, by its content; by its name if it is damaged. */
  private static boolean isPicture(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.startsWith(".") || !Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return DrawingFiles.pictureKind(in.readNBytes(HEAD_BYTES)).isPresent()
          || SUFFIXES.stream().anyMatch(name::endsWith);
    }
  }
}
