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

  /** Of files of drawings, the first ones preferred; in any case of the letters. */
  private static final List<String> SUFFIXES =
      List.of(".ndjson.gz", ".ndjson", ".jsonl.gz", ".jsonl", ".bin.gz", ".bin", ".csv", ".json");

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
   * Reads one file per class from a folder, such as {@code <label>.ndjson.gz}. The suffix may also
   * be {@code .ndjson}, {@code .jsonl}, {@code .bin}, {@code .csv} or {@code .json}; the content
   * decides about the format, see {@link org.sketchsdk.core.ink.DrawingFiles}. Drawings without
   * strokes, and drawings that the game did not recognize ({@code "recognized":false}), are left
   * out. So are {@link StrayMarks stray marks}, as at inference.
   *
   * @param folder the folder
   * @param labels the classes, each with a file of its own
   * @return the drawings
   * @throws IOException if a file is missing or cannot be read
   * @throws org.sketchsdk.core.quickdraw.DrawingFormatException if a line is malformed
   * @throws DataSetException if a file has no usable drawing
   */
  public static LabeledDrawings load(Path folder, List<String> labels) throws IOException {
    MessageDigest digest = newSha256();
    List<List<Drawing>> classes = new ArrayList<>(labels.size());
    Map<String, Path> files = Files.isDirectory(folder) ? filesIn(folder) : Map.of();
    for (String label : labels) {
      Path file = files.get(label);
      if (file == null) {
        throw new NoSuchFileException(
            folder.resolve(label + SUFFIXES.get(0)).toString(), null, "no drawings of " + label);
      }
      List<Drawing> drawings = new ArrayList<>();
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
      if (drawings.isEmpty()) {
        throw new DataSetException(
            "a class must have at least one recognized drawing", file.toString());
      }
      classes.add(drawings);
    }
    return new LabeledDrawings(labels, classes, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Lists the classes of a folder by its files' names.
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

  /** Returns the file of each class; hidden files, such as copies that macOS writes, are none. */
  private static TreeMap<String, Path> filesIn(Path folder) throws IOException {
    TreeMap<String, Path> files = new TreeMap<>();
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (String suffix : SUFFIXES) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".") && name.toLowerCase(Locale.ROOT).endsWith(suffix)) {
          files.putIfAbsent(name.substring(0, name.length() - suffix.length()), entry);
        }
      }
    }
    return files;
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
