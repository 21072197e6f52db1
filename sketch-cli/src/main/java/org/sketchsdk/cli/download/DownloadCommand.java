package org.sketchsdk.cli.download;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.FewMessages;
import org.sketchsdk.cli.console.ProgressLine;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.cli.options.ClassList;
import org.sketchsdk.cli.options.NearNames;
import org.sketchsdk.core.quickdraw.BinaryReader;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.data.DataSplit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fetches the official files of Quick, Draw!. */
@Command(
    name = "download",
    description = "Downloads Quick, Draw! drawings by class, and splits them for training.",
    footer = {
      "",
      "Example: sketch download --classes cat,house --out data --drawings 1000 --split",
      "Run the same command again to resume a download that was interrupted. Complete files are "
          + "checked against the server's hashes. Google publishes the drawings under CC BY 4.0."
    })
public final class DownloadCommand implements Callable<Integer> {
  private static final String BUCKET = "https://storage.googleapis.com/quickdraw_dataset";
  private static final String ALL_CLASSES = "quickdraw345"; // the model that knows them
  private static final int MAX_JOBS = 2;
  private static final int MAX_RETRIES = 100;
  private static final long BYTES_PER_MB = 1_000_000;
  private static final long MAX_MEGABYTES = 1_000_000;
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** The formats of the data set. */
  enum Source {
    SIMPLIFIED(".ndjson"),
    RAW(".ndjson"),
    BINARY(".bin");

    private final String suffix;

    Source(String suffix) {
      this.suffix = suffix;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--classes",
      paramLabel = "LIST|FILE",
      required = true,
      description = "Class names separated by commas, or a text file with one class per line.")
  private String classes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for <class>.ndjson, or <class>.bin with --source binary.")
  private Path out;

  @Option(
      names = "--source",
      paramLabel = "FORMAT",
      defaultValue = "simplified",
      description = "Format of the files: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Source source;

  @Option(
      names = "--drawings",
      paramLabel = "N",
      description = {
        "Download only the first N drawings of each class. A part of a file has no hash; only its "
            + "first and last line are checked."
      })
  private @Nullable Long drawings;

  @Option(
      names = "--split",
      paramLabel = "TRAIN,VAL,TEST",
      arity = "0..1",
      fallbackValue = "80,10,10",
      description = {
        "Also write the folders DIR/train, DIR/val and DIR/test for 'train --data DIR'. Shares in "
            + "per cent (default: ${FALLBACK-VALUE}). The folder of a drawing depends on its key "
            + "only."
      })
  private @Nullable String split;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Number of parallel downloads, 1 or 2 (default: ${DEFAULT-VALUE}).")
  private int jobs = 1;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = {
        "How many attempts in a row may fail before the command gives up. The pause between "
            + "attempts doubles (default: ${DEFAULT-VALUE})."
      })
  private int retries = 5;

  @Option(
      names = "--max-mb",
      paramLabel = "N",
      description = "The largest file to download, in MB (default: ${DEFAULT-VALUE}).")
  private long maxMegabytes = 4_000;

  @Option(
      names = "--other-hosts",
      description = "Follow redirects to other hosts. By default they are refused.")
  private boolean otherHosts;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = {
        "Another server with the folders full/simplified, full/raw and full/binary, instead of",
        BUCKET + "."
      })
  private @Nullable String from;

  private final Console console;
  private final String userAgent;

  /**
   * Creates the command.
   *
   * @param console where it reads and writes
   * @param userAgent what the command tells servers about itself
   */
  public DownloadCommand(Console console, String userAgent) {
    this.console = console;
    this.userAgent = userAgent;
  }

  private @Nullable DataSplit parts; // null without --split
  private long received; // bytes of all files, guarded by this

  /** A class and its file here and there. */
  private record Plan(String name, Path file, RemoteFile remote) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> names = ClassList.of(classes, 1);
    URI base = checkOptions(names);
    parts = split == null ? null : parseSplit(split);
    Files.createDirectories(out);
    DownloadSettings settings =
        new DownloadSettings(
            userAgent,
            retries,
            SILENCE,
            maxMegabytes * BYTES_PER_MB,
            otherHosts,
            pause -> Thread.sleep(pause.toMillis()),
            InstantSource.system());
    try (Downloads downloads = new Downloads(settings, console::message)) {
      List<Plan> plans = plan(downloads, base, names);
      if (drawings == null) {
        checkSpace(plans);
      }
      fetch(downloads, plans);
    }
    if (parts != null) {
      console.message("sketch train --data " + out + " --out RUN trains on them");
    }
    return 0;
  }

  private URI checkOptions(List<String> names) {
    if (drawings != null && drawings < 1) {
      throw new UsageException("--drawings must be at least 1: " + drawings);
    }
    if (jobs < 1 || jobs > MAX_JOBS) {
      throw new UsageException("--jobs must be 1 or " + MAX_JOBS + ": " + jobs);
    }
    if (retries < 0 || retries > MAX_RETRIES) {
      throw new UsageException("--retries must be 0 to " + MAX_RETRIES + ": " + retries);
    }
    if (maxMegabytes < 1 || maxMegabytes > MAX_MEGABYTES) {
      throw new UsageException("--max-mb must be 1 to " + MAX_MEGABYTES + ": " + maxMegabytes);
    }
    if (source == Source.BINARY && (drawings != null || split != null)) {
      throw new UsageException(
          "--drawings and --split need lines, which --source binary does not have");
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new FailureException("the files need a folder, but this is a file: " + out);
    }
    List<String> known = from == null ? knownClasses() : names;
    for (String name : names) {
      if (!known.contains(name)) {
        throw new UsageException("Quick, Draw! has no class " + suggesting(name));
      }
      if (name.matches(".*[/\\\\:\\p{Cntrl}].*") || name.startsWith(".")) {
        throw new UsageException("--classes has a name that no file can have: " + name);
      }
    }
    return base();
  }

  private static List<String> knownClasses() {
    byte[] model = SketchClassifier.embeddedModel(ALL_CLASSES);
    return ModelInfo.read(model, ALL_CLASSES).labels();
  }

  private static String suggesting(String name) {
    List<String> near = NearNames.of(name, knownClasses());
    return '"'
        + name
        + '"'
        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
  }

  private URI base() {
    URI base;
    try {
      base = new URI(from == null ? BUCKET : from);
    } catch (URISyntaxException e) {
      throw new UsageException("--from must be an address: " + e.getMessage());
    }
    boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    if (!web || base.getHost() == null || base.getQuery() != null || base.getFragment() != null) {
      throw new UsageException(
          "--from must be an address that starts with http:// or https://, without ? and #: "
              + from);
    }
    return base;
  }

  /** Asks about all files before the first is downloaded. */
  private List<Plan> plan(Downloads downloads, URI base, List<String> names)
      throws IOException, InterruptedException {
    List<Plan> plans = new ArrayList<>();
    for (String name : names) {
      String fileName = name + source.suffix;
      URI uri = below(base, "full/" + source + "/" + fileName);
      Optional<RemoteFile> remote = downloads.inspect(uri);
      if (remote.isEmpty()) {
        throw new FailureException(
            "the server has no class " + suggesting(name) + " (status 404: " + uri + ")");
      }
      long length = remote.get().length();
      if (drawings == null && length > maxMegabytes * BYTES_PER_MB) {
        throw new FailureException(
            "a file must have at most "
                + maxMegabytes
                + " MB (see --max-mb), but has "
                + megabytes(length)
                + ": "
                + uri);
      }
      plans.add(new Plan(name, out.resolve(fileName), remote.get()));
    }
    return plans;
  }

  /** Appends a path, its spaces and other letters percent-encoded. */
  static URI below(URI base, String path) {
    try {
      String encoded = new URI(null, null, "/" + path, null).toASCIIString();
      return URI.create(base.toString().replaceFirst("/+$", "") + encoded);
    } catch (URISyntaxException e) {
      throw new AssertionError("any path can be encoded: " + path, e);
    }
  }

  private void checkSpace(List<Plan> plans) throws IOException {
    long missing = 0;
    for (Plan plan : plans) {
      Path part = plan.file().resolveSibling(plan.file().getFileName() + ".part");
      if (!Files.exists(plan.file()) || Files.size(plan.file()) != plan.remote().length()) {
        missing += plan.remote().length() - (Files.exists(part) ? Files.size(part) : 0);
      }
    }
    FileStore store = Files.getFileStore(out);
    if (missing > store.getUsableSpace()) {
      throw new FailureException(
          "the files need "
              + megabytes(missing)
              + ", but "
              + out
              + " has room for "
              + megabytes(store.getUsableSpace())
              + " (--drawings takes fewer)");
    }
  }

  private void fetch(Downloads downloads, List<Plan> plans)
      throws IOException, InterruptedException {
    long total =
        drawings == null ? plans.stream().mapToLong(plan -> plan.remote().length()).sum() : -1;
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try (ProgressLine progress =
        new ProgressLine(console, "download", total, "KB", ProgressLine.DELAY_NANOS)) {
      List<Future<String>> results = new ArrayList<>();
      for (Plan plan : plans) {
        results.add(workers.submit(() -> fetch(downloads, plan, progress)));
      }
      for (Future<String> result : results) {
        String line = result.get();
        console.clearProgress();
        console.out().lines(line);
        console.out().flush();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  /** Returns what there is to say about a file that is there now. */
  private String fetch(Downloads downloads, Plan plan, ProgressLine progress)
      throws IOException, InterruptedException {
    long maxLines = drawings == null ? Long.MAX_VALUE : drawings;
    Downloads.Outcome outcome =
        downloads.fetch(
            plan.remote(),
            plan.file(),
            maxLines,
            content -> check(content, plan.remote().uri()),
            bytes -> {
              synchronized (this) {
                received += bytes;
                progress.update(received, plan.name());
              }
            });
    String hashes = plan.remote().hashes().isEmpty() ? "no hash to check" : "hashes agree";
    StringBuilder line = new StringBuilder();
    line.append(plan.file()).append(": ").append(megabytes(Files.size(plan.file()))).append(", ");
    line.append(
        switch (outcome) {
          case WHOLE -> hashes;
          case FIRST_LINES -> "the first " + drawings + " drawings, no hash to check";
          case PRESENT -> "already there";
        });
    if (parts != null) {
      List<Long> counts;
      try (FewMessages messages = new FewMessages(console, "malformed lines in " + plan.file())) {
        counts = parts.write(plan.file(), plan.name(), out, maxLines, messages);
      }
      List<String> sides = new ArrayList<>();
      for (int side = 0; side < counts.size(); side++) {
        sides.add(DataSplit.SIDES.get(side) + " " + counts.get(side));
      }
      if (counts.get(0) == 0 || counts.get(1) == 0) {
        throw new FailureException(
            "too few drawings of "
                + plan.name()
                + " to train on: "
                + String.join(", ", sides)
                + " (see --drawings and --split)");
      }
      line.append("; ").append(String.join(", ", sides));
    }
    return line.append('\n').toString();
  }

  /** Makes sure that a file holds drawings: its first and its last line, or all of a binary one. */
  private void check(Path file, URI uri) throws IOException {
    String name = uri.toString();
    try {
      if (source == Source.BINARY) {
        try (BinaryReader reader =
            BinaryReader.of(Files.newInputStream(file), name, ReadOptions.defaults())) {
          checkHasDrawing(reader.next() != null, name);
          while (reader.next() != null) {
            // whatever is wrong is thrown
          }
        }
      } else {
        try (NdjsonReader reader =
            NdjsonReader.of(Files.newInputStream(file), name, ReadOptions.defaults())) {
          checkHasDrawing(reader.next() != null, name);
        }
        checkLastLine(file, name);
      }
    } catch (DrawingFormatException e) {
      throw new FailureException("what the server sent is no drawing: " + e.getMessage());
    }
  }

  private static void checkHasDrawing(boolean has, String name) {
    if (!has) {
      throw new FailureException("the server sent no drawing: " + name);
    }
  }

  private static void checkLastLine(Path file, String name) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, in.length() - ReadOptions.defaults().maxLineBytes());
      byte[] end = new byte[(int) (in.length() - start)];
      in.seek(start);
      in.readFully(end);
      // a character a byte, so that nothing is lost on the way
      String text = new String(end, StandardCharsets.ISO_8859_1).stripTrailing();
      byte[] last =
          text.substring(text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.ISO_8859_1);
      try (NdjsonReader reader =
          NdjsonReader.of(
              new ByteArrayInputStream(last), "last line of " + name, ReadOptions.defaults())) {
        checkHasDrawing(reader.next() != null, name);
      }
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** Reads three numbers between commas. */
  private static DataSplit parseSplit(String text) {
    try {
      return new DataSplit(
          Arrays.stream(text.split(",", -1)).map(part -> Integer.valueOf(part.strip())).toList());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--split must be the shares of train, val and test in per cent, 100 together and the"
              + " first two above 0, such as 80,10,10: "
              + text);
    }
  }
}
