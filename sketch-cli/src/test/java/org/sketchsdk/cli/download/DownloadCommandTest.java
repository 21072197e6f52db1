package org.sketchsdk.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.Drawings;
import org.sketchsdk.cli.Ran;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.train.data.DataSplit;

class DownloadCommandTest {
  @TempDir private Path folder;
  private FileServer server;
  private Path out;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    out = folder.resolve("data");
    server.put("/full/simplified/left.ndjson", lines("left", 60));
    server.put("/full/simplified/right.ndjson", lines("right", 60));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String lines(String word, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      lines.append(Drawings.line(word, i)).append('\n');
    }
    return lines.toString();
  }

  private Ran download(Object... arguments) {
    List<Object> all =
        new ArrayList<>(List.of("download", "--out", out, "--from", server.address()));
    all.addAll(Arrays.asList(arguments));
    return Ran.command(all.toArray());
  }

  private static Set<String> keys(Path file) throws IOException {
    Set<String> keys = new HashSet<>();
    try (NdjsonReader reader = NdjsonReader.open(file)) {
      for (QuickDrawRecord record; (record = reader.next()) != null; ) {
        assertThat(keys.add(record.keyIdText().orElseThrow())).isTrue();
      }
    }
    return keys;
  }

  @Test
  void fetchesFilesAndSaysSo() throws IOException {
    Ran ran = download("--classes", "left,right", "--jobs", 2);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.outLines())
        .containsExactly(
            out.resolve("left.ndjson") + ": 0.0 MB, hashes agree",
            out.resolve("right.ndjson") + ": 0.0 MB, hashes agree");
    assertThat(Files.readString(out.resolve("left.ndjson"))).isEqualTo(lines("left", 60));
    assertThat(server.userAgents()).allMatch(agent -> agent.matches("sketch-sdk/\\d+\\..*"));

    assertThat(download("--classes", "left").outLines())
        .containsExactly(out.resolve("left.ndjson") + ": 0.0 MB, already there");
  }

  @Test
  void partsDrawingsSoThatTrainingTakesThem() throws IOException {
    Ran ran = download("--classes", "left,right", "--drawings", 40, "--split", "60,20,20");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.errLines())
        .containsExactly("sketch train --data " + out + " --out RUN trains on them");
    assertThat(ran.outLines().get(0))
        .matches(
            ".*left.ndjson: 0.0 MB, the first 40 drawings, no hash to check;"
                + " train \\d+, val \\d+, test \\d+");
    Set<String> all = new HashSet<>();
    for (String side : List.of("train", "val", "test")) {
      Set<String> keys = keys(out.resolve(side).resolve("left.ndjson.gz"));
      assertThat(keys).isNotEmpty();
      assertThat(all).doesNotContainAnyElementsOf(keys);
      all.addAll(keys);
    }
    assertThat(all).hasSize(40);

    Ran trained =
        Ran.command(
            "train",
            "--data",
            out,
            "--out",
            folder.resolve("run"),
            "--network",
            "baseline28",
            "--samples",
            8,
            "--batch",
            4,
            "--threads",
            1);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(folder.resolve("run/model.onnx")).exists();
  }

  @Test
  void movesNoDrawingToAnotherSideWhereThereAreMore() throws IOException {
    assertThat(download("--classes", "left", "--drawings", 40, "--split").code()).isZero();
    Set<String> before = keys(out.resolve("train/left.ndjson.gz"));
    assertThat(download("--classes", "left", "--split").code()).isZero();
    Set<String> after = keys(out.resolve("train/left.ndjson.gz"));

    assertThat(after).containsAll(before).hasSizeGreaterThan(before.size());
    assertThat(after.stream().filter(key -> Integer.parseInt(key) <= 40)).hasSameSizeAs(before);

    // of a file that has more, only as many as asked for
    assertThat(download("--classes", "left", "--drawings", 40, "--split").code()).isZero();
    assertThat(keys(out.resolve("train/left.ndjson.gz"))).isEqualTo(before);
    assertThat(Files.readAllLines(out.resolve("left.ndjson"))).hasSize(60);
  }

  @Test
  void sidesHaveTheirShares() {
    DataSplit split = new DataSplit(List.of(80, 10, 10));
    int[] counts = new int[3];
    for (long key = 0; key < 10_000; key++) {
      QuickDrawRecord record =
          new QuickDrawRecord(
              OptionalLong.of(key * 0x10001),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Drawing.of(List.of()));
      counts[split.sideOf(record)]++;
    }

    assertThat(counts[0]).isBetween(7_850, 8_150);
    assertThat(counts[1]).isBetween(880, 1_120);
  }

  @Test
  void refusesToPartTooFewDrawings() {
    Ran ran = download("--classes", "left", "--drawings", 1, "--split");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .singleElement()
        .asString()
        .startsWith("sketch: too few drawings of left to train on: train ");
  }

  @Test
  void namesTheClassesThatWereMeant() {
    Ran ran = Ran.command("download", "--classes", "aple,cat", "--out", out);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines())
        .containsExactly("sketch: Quick, Draw! has no class \"aple\"; did you mean apple?");
    assertThat(out).doesNotExist();

    assertThat(Ran.command("download", "--classes", "cream", "--out", out).err())
        .contains("ice cream");
    assertThat(Ran.command("download", "--classes", "qqqqqq", "--out", out).errLines())
        .containsExactly("sketch: Quick, Draw! has no class \"qqqqqq\"");
  }

  @Test
  void saysThatTheServerHasNoSuchClass() throws IOException {
    Ran ran = download("--classes", "left,umbrela");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: the server has no class \"umbrela\"; did you mean umbrella? (status 404: "
                + server.uri("/full/simplified/umbrela.ndjson")
                + ")");
    assertThat(server.gets()).isEmpty(); // nothing is downloaded before all are known
  }

  @Test
  void saysThatNoServerCanBeReached() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Ran ran =
        Ran.command(
            "download", "--classes", "cat", "--out", out, "--from", "http://127.0.0.1:" + port);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly(
            "sketch: cannot reach 127.0.0.1:"
                + port
                + ": is there a network? (--from names another server)");
  }

  @Test
  void keepsNothingThatIsNoDrawing() throws IOException {
    String line = Drawings.line("left", 1) + '\n';
    for (String content : List.of("<html>\n", "", line + "{\"drawing\":\n")) {
      server.put("/full/simplified/left.ndjson", content);

      Ran ran = download("--classes", "left");

      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.errLines())
          .singleElement()
          .asString()
          .matches("sketch: (what the server sent is no drawing|the server sent no drawing): .*");
      assertThat(out).isEmptyDirectory();
    }
  }

  @Test
  void fetchesBinaryFiles() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ByteBuffer drawing = ByteBuffer.allocate(23).order(ByteOrder.LITTLE_ENDIAN);
    drawing.putLong(5).put("DE".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).putInt(0);
    drawing.putShort((short) 1).putShort((short) 2).put(new byte[] {0, 9, 0, 9});
    content.write(drawing.array(), 0, drawing.position());
    server.put("/full/binary/ice%20cream.bin", content.toByteArray());

    Ran ran = download("--classes", "ice cream", "--source", "binary");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(out.resolve("ice cream.bin")).hasBinaryContent(content.toByteArray());

    server.put(
        "/full/binary/ice%20cream.bin", Arrays.copyOf(content.toByteArray(), content.size() - 1));
    assertThat(download("--classes", "ice cream", "--source", "binary").code()).isEqualTo(1);
  }

  @Test
  void encodesAddresses() {
    assertThat(DownloadCommand.below(URI.create("http://a/b/"), "full/raw/t-shirt é?.ndjson"))
        .hasToString("http://a/b/full/raw/t-shirt%20%C3%A9%3F.ndjson");
  }

  @Test
  void refusesOptionsOutOfTheirRange() {
    assertRefused("--drawings must be at least 1: 0", "--drawings", 0);
    assertRefused("--jobs must be 1 or 2: 3", "--jobs", 3);
    assertRefused("--retries must be 0 to 100: -1", "--retries", -1);
    assertRefused(
        "--drawings and --split need lines, which --source binary does not have",
        "--source",
        "binary",
        "--split");
    for (String split : List.of("80,20", "80,10,20", "0,50,50", "a,b,c", "80,10,10,")) {
      assertRefused(
          "--split must be the shares of train, val and test in per cent, 100 together and the"
              + " first two above 0, such as 80,10,10: "
              + split,
          "--split",
          split);
    }
    assertRefused("--classes has a name that no file can have: ../left", "--classes", "../left");
    assertThat(server.gets()).isEmpty();
  }

  private void assertRefused(String line, Object... arguments) {
    List<Object> all = new ArrayList<>(Arrays.asList(arguments));
    if (!all.contains("--classes")) {
      all.addAll(List.of("--classes", "left"));
    }
    Ran ran = download(all.toArray());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines()).containsExactly("sketch: " + line);
  }
}
