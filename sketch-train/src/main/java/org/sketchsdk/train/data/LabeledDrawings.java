package org.sketchsdk.train.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Drawings in memory, class by class. Immutable and thread-safe.
 *
 * @param labels the classes, in the order of the logits
 * @param drawings for each class its drawings, in the order of its file; none empty
 * @param sha256 SHA-256 of the bytes of all files in the order of the labels, in hexadecimal
 */
public record LabeledDrawings(List<String> labels, List<List<Drawing>> drawings, String sha256) {
  private static final ReadOptions READ_OPTIONS =
      ReadOptions.builder().recognized(ReadOptions.Recognized.TRUE_OR_ABSENT).build();

  /**
   * The suffixes of files of drawings, in upper or lower case, each also with {@code .gz} behind
   * it. If a class has several files, the first of these suffixes is taken.
   */
  private static final List<String> SUFFIXES =
      List.of(
          ".ndjson",
          ".jsonl",
          ".bin",
          ".csv",
          ".json",
          ".svg",
          ".svgz",
          ".inkml",
          ".excalidraw",
          ".excalidrawlib",
          ".tldr",
          ".npy",
          ".npz");

  /** Copies the lists. */
  public LabeledDrawings {
    labels = List.copyOf(labels);
    drawings = drawings.stream().map(List::copyOf).toList();
    if (labels.size() != drawings.size()) {
      throw new IllegalArgumentException(
          labels.size() + " labels for " + drawings.size() + " classes of drawings");
    }
  }

  /**
   * Reads one file per class from a folder, such as {@code <label>.ndjson.gz}, or all files of the
   * folder {@code <label>}. The files may have any format that {@link DrawingFiles} opens, also
   * compressed by gzip. A file has a suffix that is usual for its format, or none; the content
   * decides about the format. Drawings without strokes, and drawings that the game did not
   * recognize ({@code "recognized":false}), are left out. So are {@link StrayMarks stray marks}, as
   * at inference.
   *
   * @param folder the folder
   * @param labels the classes, each with a file or a folder of its own
   * @return the drawings
   * @throws IOException if a file is missing or cannot be read
   * @throws org.sketchsdk.core.quickdraw.DrawingFormatException if a record is malformed
   * @throws DataSetException if a file has no usable drawing
   */
  public static LabeledDrawings load(Path folder, List<String> labels) throws IOException {
    MessageDigest digest = newSha256();
    List<List<Drawing>> classes = new ArrayList<>(labels.size());
    Map<String, List<Path>> files = Files.isDirectory(folder) ? filesIn(folder) : Map.of();
    for (String label : labels) {
      List<Path> own = files.get(label);
      if (own == null) {
        throw new NoSuchFileException(
            folder.resolve(label + ".ndjson").toString(), null, "no drawings of " + label);
      }
      List<Drawing> drawings = new ArrayList<>();
      for (Path file : own) {
        byte[] bytes = Files.readAllBytes(file);
        digest.update(bytes);
        try (DrawingReader reader =
            DrawingFiles.open(new ByteArrayInputStream(bytes), file.toString(), READ_OPTIONS)) {
          reader
              .records()
              .map(QuickDrawRecord::drawing)
              .filter(drawing -> !drawing.isEmpty())
              .map(StrayMarks::remove) // as at inference
              .forEach(drawings::add);
        }
      }
      if (drawings.isEmpty()) {
        throw new DataSetException(
            "a class must have at least one recognized drawing", own.get(0).toString());
      }
      classes.add(drawings);
    }
    return new LabeledDrawings(labels, classes, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Lists the classes of a folder by the names of its files and folders, see {@link #load}.
   *
   * @param folder the folder
   * @return the labels, sorted
   * @throws IOException if the folder cannot be read
   */
  public static List<String> labelsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    return List.copyOf(filesIn(folder).keySet());
  }

  /** Returns the files of each class; hidden files, such as copies that macOS writes, are none. */
  private static TreeMap<String, List<Path>> filesIn(Path folder) throws IOException {
    TreeMap<String, List<Path>> classes = new TreeMap<>();
    Map<String, Integer> ranks = new HashMap<>();
    for (Path entry : visible(folder)) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry)) {
        continue;
      }
      int suffix = suffixOf(name);
      if (suffix < 0 && !isUnnamed(entry)) {
        continue;
      }
      String label = suffix < 0 ? name : withoutSuffix(name, suffix);
      int rank = 2 * (suffix < 0 ? SUFFIXES.size() : suffix) + (isGzip(name) ? 0 : 1);
      if (rank < ranks.getOrDefault(label, Integer.MAX_VALUE)) {
        ranks.put(label, rank);
        classes.put(label, List.of(entry));
      }
    }
    for (Path entry : visible(folder)) {
      if (Files.isDirectory(entry)) {
        List<Path> files = new ArrayList<>();
        for (Path file : visible(entry)) {
          boolean named = suffixOf(file.getFileName().toString()) >= 0;
          if (Files.isRegularFile(file) && (named || isUnnamed(file))) {
            files.add(file);
          }
        }
        if (!files.isEmpty()) {
          classes.putIfAbsent(entry.getFileName().toString(), files);
        }
      }
    }
    return classes;
  }

  private static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private static boolean isGzip(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** Returns the number of a name's suffix, or -1. */
  private static int suffixOf(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    plain = isGzip(name) ? plain.substring(0, plain.length() - 3) : plain;
    for (int i = 0; i < SUFFIXES.size(); i++) {
      if (plain.endsWith(SUFFIXES.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static String withoutSuffix(String name, int suffix) {
    int length = SUFFIXES.get(suffix).length() + (isGzip(name) ? 3 : 0);
    return name.substring(0, name.length() - length);
  }

  /** Tells whether a file without a suffix holds drawings. */
  private static boolean isUnnamed(Path file) throws IOException {
    return file.getFileName().toString().indexOf('.') < 0
        && Files.isRegularFile(file)
        && DrawingFiles.formatOf(file).isPresent();
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Returns a part of these drawings, to measure what fewer drawings give.
   *
   * @param count how many drawings of a class to keep, at least 1. They are taken evenly from those
   *     of the class; a class with fewer drawings keeps all
   * @return the part; its hash is still that of the whole files
   * @throws IllegalArgumentException if the number is out of its range
   */
  public LabeledDrawings atMost(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a class keeps at least 1 drawing: " + count);
    }
    return new LabeledDrawings(
        labels, drawings.stream().map(all -> evenly(all, count)).toList(), sha256);
  }

  private static List<Drawing> evenly(List<Drawing> all, int count) {
    if (all.size() <= count) {
      return all;
    }
    List<Drawing> part = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      part.add(all.get((int) ((long) i * all.size() / count)));
    }
    return part;
  }

  /**
   * Returns the number of drawings of all classes together.
   *
   * @return at least the number of classes
   */
  public int size() {
    return drawings.stream().mapToInt(List::size).sum();
  }
}
