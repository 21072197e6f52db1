package org.sketchsdk.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.core.quickdraw.NdjsonReader;

class DataSplitTest {
  private static final DataSplit SPLIT = new DataSplit(List.of(60, 20, 20));

  @TempDir private Path folder;

  private List<String> lines(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(
          "{\"word\":\"dot\",\"key_id\":\"" + (1000 + 7 * i) + "\",\"drawing\":[[[0,9],[0,9]]]}");
    }
    return lines;
  }

  /** Splits a file and returns the keys of each side. */
  private List<Set<Long>> split(String out, List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve(out + ".ndjson"), lines);
    List<String> malformed = new ArrayList<>();
    List<Long> counts =
        SPLIT.write(file, "dot", folder.resolve(out), Long.MAX_VALUE, malformed::add);
    List<Set<Long>> keys = new ArrayList<>();
    for (int side = 0; side < DataSplit.SIDES.size(); side++) {
      Path written = folder.resolve(out).resolve(DataSplit.SIDES.get(side));
      try (NdjsonReader reader = NdjsonReader.open(written.resolve("dot.ndjson.gz"))) {
        keys.add(
            reader
                .records()
                .map(record -> record.keyId().orElseThrow())
                .collect(Collectors.toSet()));
      }
      assertThat(counts.get(side)).isEqualTo(keys.get(side).size());
    }
    assertThat(malformed).hasSameSizeAs(lines.stream().filter("not JSON"::equals).toList());
    return keys;
  }

  @Test
  void writesEachDrawingToOneSide() throws IOException {
    List<String> lines = new ArrayList<>(lines(200));
    lines.add(3, "not JSON");

    List<Set<Long>> sides = split("out", lines);

    assertThat(sides.stream().mapToInt(Set::size).sum()).isEqualTo(200);
    assertThat(sides.stream().flatMap(Set::stream).distinct()).hasSize(200);
    assertThat(sides.get(0).size()).isBetween(100, 140);
  }

  @Test
  void aLongerFileMovesNoDrawing() throws IOException {
    List<Set<Long>> shorter = split("short", lines(100));
    List<Set<Long>> longer = split("long", lines(150));
    for (int side = 0; side < DataSplit.SIDES.size(); side++) {
      assertThat(longer.get(side)).containsAll(shorter.get(side));
    }
  }

  @Test
  void refusesSharesThatAreNotThreeOfAHundred() {
    for (List<Integer> shares :
        List.of(
            List.of(80, 20),
            List.of(80, 10, 11),
            List.of(0, 50, 50),
            List.of(90, 0, 10),
            List.of(120, 10, -30),
            List.of(25, 25, 25, 25))) {
      assertThatThrownBy(() -> new DataSplit(shares))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the split must be the shares of train, val and test");
    }
  }
}
