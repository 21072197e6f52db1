package org.sketchsdk.cli.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.cli.console.FailureException;

/** No test waits: pauses are written down. */
class DownloadsTest {
  private static final String PATH = "/full/simplified/cat.ndjson";
  private static final int LENGTH = 300_000;
  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z"); // a Monday

  @TempDir private Path folder;
  private FileServer server;
  private Path file;
  private byte[] content;
  private final List<Long> pauses = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private long progress;
  private long maxBytes = Long.MAX_VALUE;
  private boolean otherHosts;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    file = folder.resolve("cat.ndjson");
    content = content(1);
    server.put(PATH, content);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] content(long seed) {
    byte[] bytes = new byte[LENGTH];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Downloads.Outcome fetch(int retries, long maxLines)
      throws IOException, InterruptedException {
    return fetch(retries, maxLines, Duration.ofSeconds(60));
  }

  private Downloads.Outcome fetch(int retries, long maxLines, Duration silence)
      throws IOException, InterruptedException {
    DownloadSettings settings =
        new DownloadSettings(
            "test",
            retries,
            silence,
            maxBytes,
            otherHosts,
            pause -> pauses.add(pause.toSeconds()),
            () -> NOW);
    progress = 0;
    try (Downloads downloads = new Downloads(settings, messages::add)) {
      RemoteFile remote = downloads.inspect(server.uri(PATH)).orElseThrow();
      return downloads.fetch(remote, file, maxLines, path -> {}, bytes -> progress += bytes);
    }
  }

  private Downloads.Outcome fetchAll(int retries) throws IOException, InterruptedException {
    return fetch(retries, Long.MAX_VALUE);
  }

  private void assertWhole(Downloads.Outcome outcome) throws IOException {
    assertThat(outcome).isEqualTo(Downloads.Outcome.WHOLE);
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
    assertThat(progress).isEqualTo(content.length);
    assertThat(filesLeft()).containsExactly("cat.ndjson");
  }

  private List<String> filesLeft() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void fetchesAFileInOneRequest() throws Exception {
    assertWhole(fetchAll(0));

    assertThat(server.gets()).containsExactly(PATH);
    assertThat(server.userAgents()).containsOnly("test");
    assertThat(messages).isEmpty();
  }

  @Test
  void fetchesAnEmptyFile() throws Exception {
    content = new byte[0];
    server.put(PATH, content);

    assertWhole(fetchAll(0));
  }

  @Test
  void goesOnWhereTheConnectionWasCut() throws Exception {
    server.cutAfter(100_000);
    server.cutAfter(50_000);

    assertWhole(fetchAll(2));

    assertThat(server.gets()).hasSize(3).first().isEqualTo(PATH);
    assertThat(server.gets().subList(1, 3)).allMatch(get -> get.matches(".* bytes=\\d+-"));
    assertThat(pauses).containsExactly(1L, 2L);
    assertThat(messages).hasSize(2).allMatch(line -> line.contains("; again in "));
  }

  @Test
  void goesOnWhereAnEarlierRunStopped() throws Exception {
    server.cutAfter(100_000);
    assertThatThrownBy(() -> fetchAll(0))
        .isInstanceOf(FailureException.class)
        .hasMessageEndingWith(
            PATH
                + " (attempt 1 in a row, see --retries; the same command goes on where it"
                + " stopped)");
    long there = Files.size(folder.resolve("cat.ndjson.part"));
    assertThat(there).isPositive();
    assertThat(file).doesNotExist();

    assertWhole(fetchAll(0));

    assertThat(server.gets()).containsExactly(PATH, PATH + " bytes=" + there + "-");
  }

  @Test
  void startsOverWhereTheServerIgnoresRanges() throws Exception {
    server.ignoreRanges();
    server.cutAfter(100_000);

    assertWhole(fetchAll(1));
  }

  @Test
  void startsOverWhereTheServerGivesNoEntityTag() throws Exception {
    server.bePlain();
    server.cutAfter(100_000);

    assertWhole(fetchAll(1));

    assertThat(server.gets()).containsExactly(PATH, PATH);
  }

  @Test
  void startsOverWhereTheFileHasChanged() throws Exception {
    for (boolean conditionsIgnored : new boolean[] {false, true}) {
      Files.deleteIfExists(file);
      server.cutAfter(100_000);
      assertThatThrownBy(() -> fetchAll(0)).isInstanceOf(FailureException.class);
      content = content(conditionsIgnored ? 3 : 2);
      server.put(PATH, content);
      if (conditionsIgnored) {
        server.ignoreConditions();
      }

      assertWhole(fetchAll(0));
    }
  }

  @Test
  void startsOverWhereTheFileChangesBetweenAttempts() throws Exception {
    byte[] changed = content(2);
    server.ignoreConditions();
    server.cutAfter(100_000);
    DownloadSettings settings =
        new DownloadSettings(
            "test",
            3,
            Duration.ofSeconds(60),
            maxBytes,
            false,
            pause -> server.put(PATH, changed),
            () -> NOW);
    try (Downloads downloads = new Downloads(settings, messages::add)) {
      RemoteFile remote = downloads.inspect(server.uri(PATH)).orElseThrow();
      downloads.fetch(remote, file, Long.MAX_VALUE, path -> {}, bytes -> {});
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(changed);
    assertThat(messages.get(1)).startsWith("the file has changed on the server: ");
  }

  @Test
  void refusesContentWithAnotherHash() throws Exception {
    server.lie();

    assertThatThrownBy(() -> fetchAll(1))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("the content is damaged, crc32c must be ");
    assertThat(server.gets()).containsExactly(PATH, PATH);
    assertThat(filesLeft()).isEmpty();
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws Exception {
    server.answerWith(429, "7");
    server.answerWith(503, "Mon, 05 Jan 2026 12:01:30 GMT");
    server.answerWith(503, "later");

    assertWhole(fetchAll(3));

    assertThat(pauses).containsExactly(7L, 90L, 4L);
  }

  @Test
  void givesUpWhereTheServerAsksForTooLong() {
    server.answerWith(429, "3600");

    assertThatThrownBy(() -> fetchAll(3))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("the server answers with status 429: ")
        .hasMessageContaining("it asks to come back in 3600 s");
    assertThat(pauses).isEmpty();
  }

  @Test
  void givesUpAfterSoManyAttempts() {
    for (int i = 0; i < 9; i++) {
      server.answerWith(500, null);
    }

    assertThatThrownBy(() -> fetchAll(8))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("(attempt 9 in a row, see --retries;");
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void doesNotRepeatWhatWillNotPass() {
    server.answerWith(403, null);

    assertThatThrownBy(() -> fetchAll(3))
        .isInstanceOf(FailureException.class)
        .hasMessage("the server answers with status 403: " + server.uri(PATH));
    assertThat(pauses).isEmpty();
  }

  @Test
  void leavesAServerThatFallsSilent() throws Exception {
    server.fallSilentAfter(100_000);

    // long enough for the answers that do come, short enough for a test
    assertWhole(fetch(5, Long.MAX_VALUE, Duration.ofSeconds(1)));

    assertThat(messages.get(0)).startsWith("the server sent nothing for 1 s: ");
  }

  @Test
  void leavesAFileThatIsThereAlone() throws Exception {
    Files.write(file, content);

    assertThat(fetchAll(0)).isEqualTo(Downloads.Outcome.PRESENT);
    assertThat(server.gets()).isEmpty();
  }

  @Test
  void replacesAFileThatDiffers() throws Exception {
    Files.write(file, content(2));

    assertWhole(fetchAll(0));
  }

  @Test
  void takesTheFirstLinesOnly() throws Exception {
    putLines();

    assertThat(fetch(0, 10)).isEqualTo(Downloads.Outcome.FIRST_LINES);

    assertThat(Files.readAllLines(file)).hasSize(10).last().isEqualTo("line 9");
    assertThat(Files.readString(file)).endsWith("\n");
    assertThat(progress).isEqualTo(Files.size(file));
    assertThat(filesLeft()).containsExactly("cat.ndjson");
  }

  @Test
  void goesOnForFirstLinesToo() throws Exception {
    putLines();
    server.cutAfter(100_000);

    assertThat(fetch(1, 30_000)).isEqualTo(Downloads.Outcome.FIRST_LINES);

    assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(content, (int) Files.size(file)));
    assertThat(Files.readAllLines(file)).hasSize(30_000).last().isEqualTo("line 29999");
    assertThat(server.gets()).hasSize(2).last().asString().contains(" bytes=");
  }

  @Test
  void takesFirstLinesFromWhatAnEarlierRunLeft() throws Exception {
    putLines();
    server.cutAfter(100_000);
    assertThatThrownBy(() -> fetchAll(0)).isInstanceOf(FailureException.class);

    assertThat(fetch(0, 5)).isEqualTo(Downloads.Outcome.FIRST_LINES);

    assertThat(Files.readAllLines(file)).hasSize(5);
    assertThat(server.gets()).hasSize(1);
  }

  @Test
  void keepsAFileWithMoreLinesThanAskedFor() throws Exception {
    putLines();
    fetch(0, 10);

    assertThat(fetch(0, 3)).isEqualTo(Downloads.Outcome.PRESENT);
    assertThat(Files.readAllLines(file)).hasSize(10);
    assertThat(fetch(0, 11)).isEqualTo(Downloads.Outcome.FIRST_LINES);
    assertThat(Files.readAllLines(file)).hasSize(11);

    Files.writeString(file, "another\n".repeat(20)); // such as of the raw format
    assertThat(fetch(0, 3)).isEqualTo(Downloads.Outcome.FIRST_LINES);
    assertThat(Files.readAllLines(file)).containsExactly("line 0", "line 1", "line 2");
  }

  @Test
  void checksTheWholeFileWhereItHasFewerLinesThanAskedFor() throws Exception {
    putLines();

    assertWhole(fetch(0, 1_000_000));
  }

  private void putLines() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      lines.append("line ").append(i).append('\n');
    }
    content = lines.toString().getBytes(StandardCharsets.UTF_8);
    server.put(PATH, content);
  }

  @Test
  void saysThatTheDiskIsFull() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    Path part = folder.resolve("cat.ndjson.part");
    server.cutAfter(0);
    assertThatThrownBy(() -> fetchAll(0)).isInstanceOf(FailureException.class);
    Files.delete(part);
    Files.createSymbolicLink(part, full);

    assertThatThrownBy(() -> fetchAll(3))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("cannot write " + part + ": No space left on device");
    assertThat(pauses).isEmpty();
  }

  @Test
  void stopsAtTheAnnouncedLength() {
    server.cutAfter(100_000);
    server.sendTooMuch(70_000);

    assertThatThrownBy(() -> fetchAll(3))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "the server sends more than the 300000 bytes that it announced: " + server.uri(PATH));
    assertThat(file).doesNotExist();
  }

  @Test
  void stopsAtTheLargestSizeAlsoForLines() {
    maxBytes = 100_000;

    assertThatThrownBy(() -> fetch(3, 1_000_000))
        .isInstanceOf(FailureException.class)
        .hasMessage("a file must have at most 100000 bytes (see --max-mb): " + server.uri(PATH));
    assertThat(folder.resolve("cat.ndjson.part").toFile().length()).isLessThanOrEqualTo(100_000);
    assertThat(file).doesNotExist();
  }

  @Test
  void followsRedirectsOnTheSameHost() throws Exception {
    server.put("/moved.ndjson", content);
    server.redirect(PATH, "/moved.ndjson");

    assertThat(fetchAll(0)).isEqualTo(Downloads.Outcome.WHOLE);
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void refusesRedirectsToOtherHostsUnlessAllowed() throws Exception {
    server.put("/moved.ndjson", content);
    server.redirect(PATH, "http://localhost:" + server.address().getPort() + "/moved.ndjson");

    assertThatThrownBy(() -> fetchAll(3))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "the server redirects to another host, localhost; --other-hosts allows that: "
                + server.uri(PATH));
    assertThat(server.gets()).isEmpty();

    otherHosts = true;
    assertThat(fetchAll(0)).isEqualTo(Downloads.Outcome.WHOLE);
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void refusesRedirectsThatLeadNowhere() {
    server.redirect(PATH, PATH);
    assertThatThrownBy(() -> fetchAll(3)).hasMessageContaining("redirects more than 5 times");

    server.redirect(PATH, "file:///etc/passwd");
    assertThatThrownBy(() -> fetchAll(3)).hasMessageContaining("must lead to http or https");

    server.redirect(PATH, "http://[");
    assertThatThrownBy(() -> fetchAll(3)).hasMessageContaining("what is no address");
  }
}
