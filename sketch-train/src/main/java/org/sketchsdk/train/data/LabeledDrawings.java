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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.core.quickdraw.NdjsonReader;
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
  private static final List<String> SUFFIXES = List.of(".ndjson.gz", ".ndjson");

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
   * Reads one file per class from a folder: {@code <label>.ndjson.gz} or {@code <label>.ndjson}.
   * Drawings without strokes, and drawings that the game did not recognize ({@code
   * "recognized":false}), are left out. So are {@link StrayMarks stray marks}, as at inference.
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
    for (String label : labels) {
      Path file = fileOf(folder, label);
      List<Drawing> drawings = new ArrayList<>();
      byte[] bytes = Files.readAllBytes(file);
      digest.update(bytes);
      try (NdjsonReader reader =
          NdjsonReader.of(new ByteArrayInputStream(bytes), file.toString(), READ_OPTIONS)) {
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
    TreeSet<String> labels = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (String name : files.map(path -> path.getFileName().toString()).toList()) {
        SUFFIXES.stream()
            .filter(name::endsWith)
            .findFirst()
            .ifPresent(suffix -> labels.add(name.substring(0, name.length() - suffix.length())));
      }
    }
    return List.copyOf(labels);
  }

  private static Path fileOf(Path folder, String label) throws IOException {
    for (String suffix : SUFFIXES) {
      Path file = folder.resolve(label + suffix);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new NoSuchFileException(
        folder.resolve(label + SUFFIXES.get(0)).toString(), null, "no drawings of " + label);
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
