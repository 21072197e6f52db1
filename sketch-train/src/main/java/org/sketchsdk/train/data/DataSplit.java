package org.sketchsdk.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.NdjsonWriter;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Divides drawings into training, validation and test sets by their keys. A drawing's side depends
 * on its key only, so a longer file never moves a drawing from one side to another. Immutable and
 * thread-safe.
 *
 * @param percents the shares of {@link #SIDES} in per cent: three numbers, 100 together, the first
 *     two above 0
 */
public record DataSplit(List<Integer> percents) {
  /** The names of the sides, which are also the names of their folders. */
  public static final List<String> SIDES = List.of("train", "val", "test");

  /**
   * Checks and copies the shares.
   *
   * @throws IllegalArgumentException if a share is out of its range
   */
  public DataSplit {
    percents = List.copyOf(percents);
    if (percents.size() != SIDES.size()
        || percents.stream().anyMatch(share -> share < 0)
        || percents.stream().mapToLong(Integer::intValue).sum() != 100
        || percents.get(0) == 0
        || percents.get(1) == 0) {
      throw new IllegalArgumentException(
          "the split must be the shares of train, val and test in per cent, 100 together and the"
              + " first two above 0, such as 80,10,10: "
              + percents.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
  }

  /**
   * Reads a file of drawings and writes {@code <folder>/{train,val,test}/<name>.ndjson.gz}. A side
   * with a share of 0 gets no file. Each file appears only when it is complete.
   *
   * @param file drawings in any format that {@link DrawingFiles} opens
   * @param name name of the class, and of the files without their suffix
   * @param folder the folder that receives the three folders; created if it is missing
   * @param maxDrawings how many records to read at most; of NDJSON, how many lines
   * @param malformed receives a message for each malformed record; such a record is skipped
   * @return for each side, how many of its drawings are usable for training: not empty, and not
   *     marked as unrecognized by the game
   * @throws IOException if a file cannot be read or written
   */
  public List<Long> write(
      Path file, String name, Path folder, long maxDrawings, Consumer<String> malformed)
      throws IOException {
    long[] counts = new long[SIDES.size()];
    Path[] targets = new Path[SIDES.size()];
    NdjsonWriter[] writers = new NdjsonWriter[SIDES.size()];
    ReadOptions options =
        ReadOptions.builder()
            .reportMalformed(problem -> malformed.accept(problem.getMessage()))
            .build();
    boolean complete = false;
    try (DrawingReader reader = DrawingFiles.open(file, options)) {
      for (int side = 0; side < writers.length; side++) {
        if (percents.get(side) > 0) {
          Path into = Files.createDirectories(folder.resolve(SIDES.get(side)));
          targets[side] = into.resolve(name + ".ndjson.gz");
          writers[side] = NdjsonWriter.create(unfinished(targets[side]), true);
        }
      }
      for (QuickDrawRecord record;
          reader.number() < maxDrawings && (record = reader.next()) != null; ) {
        int side = sideOf(record);
        writers[side].write(record);
        boolean trainable = record.recognized().orElse(true) && !record.drawing().isEmpty();
        counts[side] += trainable ? 1 : 0;
      }
      complete = true;
    } finally {
      closeAll(writers, targets, complete);
    }
    for (Path target : targets) {
      if (target != null) {
        Files.move(
            unfinished(target),
            target,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return Arrays.stream(counts).boxed().toList();
  }

  /** Closes the writers; what is not complete is deleted, also where closing fails. */
  private static void closeAll(NdjsonWriter[] writers, Path[] targets, boolean complete)
      throws IOException {
    boolean closed = false;
    try {
      for (NdjsonWriter writer : writers) {
        if (writer != null) {
          writer.close();
        }
      }
      closed = true;
    } finally {
      if (!closed || !complete) {
        for (Path target : targets) {
          if (target != null) {
            Files.deleteIfExists(unfinished(target));
          }
        }
      }
    }
  }

  private static Path unfinished(Path target) {
    return target.resolveSibling(target.getFileName() + ".tmp");
  }

  /**
   * Tells which side a drawing goes to.
   *
   * @param record the drawing with its key; without a key, the points decide
   * @return index in {@link #SIDES}
   */
  public int sideOf(QuickDrawRecord record) {
    long key = record.keyId().isPresent() ? record.keyId().getAsLong() : hash(record);
    int percent = (int) Long.remainderUnsigned(mix(key), 100);
    int side = 0;
    for (int below = percents.get(0); percent >= below; below += percents.get(side)) {
      side++;
    }
    return side;
  }

  /** FNV-1a over the points, for drawings without a key. */
  private static long hash(QuickDrawRecord record) {
    long hash = 0xCBF29CE484222325L;
    for (Stroke stroke : record.drawing().strokes()) {
      for (int i = 0; i < stroke.size(); i++) {
        hash = (hash ^ Float.floatToIntBits(stroke.x(i))) * 0x100000001B3L;
        hash = (hash ^ Float.floatToIntBits(stroke.y(i))) * 0x100000001B3L;
      }
    }
    return hash;
  }

  /** The finalizer of SplitMix64, which spreads neighboring keys. */
  private static long mix(long key) {
    long z = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
