package org.sketchsdk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.NdjsonWriter;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Parts drawings for training, validation and test by their keys: a drawing goes to the same side
 * whatever else is in its file, so that a longer download moves none from one to another.
 *
 * @param percents how many of a hundred go to each of {@link #SIDES}
 */
record DataSplit(List<Integer> percents) {
  static final List<String> SIDES = List.of("train", "val", "test");

  /** Reads three numbers between commas. */
  static DataSplit parse(String text) {
    List<Integer> percents = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.strip().matches("\\d{1,3}")) {
        percents.add(Integer.valueOf(part.strip()));
      }
    }
    int sum = percents.stream().mapToInt(Integer::intValue).sum();
    boolean three = percents.size() == SIDES.size() && text.split(",", -1).length == SIDES.size();
    if (!three || sum != 100 || percents.get(0) == 0 || percents.get(1) == 0) {
      throw new Failures.UsageException(
          "--split must be the shares of train, val and test in per cent, 100 together and the"
              + " first two above 0, such as 80,10,10: "
              + text);
    }
    return new DataSplit(List.copyOf(percents));
  }

  /**
   * Writes {@code <folder>/{train,val,test}/<name>.ndjson.gz}; a side without a share has no file.
   *
   * @param file drawings
   * @param maxDrawings how many of them to take from the beginning
   * @param malformed is told of each malformed line, which goes nowhere
   * @return how many drawings that the game recognised, or may have, went to each side
   */
  List<Long> write(
      Path file, String name, Path folder, long maxDrawings, Consumer<String> malformed)
      throws IOException {
    long[] counts = new long[SIDES.size()];
    Path[] targets = new Path[SIDES.size()];
    NdjsonWriter[] writers = new NdjsonWriter[SIDES.size()];
    ReadOptions options =
        ReadOptions.builder()
            .reportMalformed(problem -> malformed.accept(problem.getMessage()))
            .build();
    try (NdjsonReader reader = NdjsonReader.open(file, options)) {
      for (int side = 0; side < writers.length; side++) {
        if (percents.get(side) > 0) {
          Path into = Files.createDirectories(folder.resolve(SIDES.get(side)));
          targets[side] = into.resolve(name + ".ndjson.gz");
          writers[side] = NdjsonWriter.create(unfinished(targets[side]), true);
        }
      }
      for (QuickDrawRecord record;
          reader.line() < maxDrawings && (record = reader.next()) != null; ) {
        int side = sideOf(record);
        writers[side].write(record);
        boolean trainable = record.recognized().orElse(true) && !record.drawing().isEmpty();
        counts[side] += trainable ? 1 : 0;
      }
    } finally {
      for (NdjsonWriter writer : writers) {
        if (writer != null) {
          writer.close();
        }
      }
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

  private static Path unfinished(Path target) {
    return target.resolveSibling(target.getFileName() + ".tmp");
  }

  int sideOf(QuickDrawRecord record) {
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

  /** The finaliser of SplitMix64, which spreads neighbouring keys. */
  private static long mix(long key) {
    long z = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
