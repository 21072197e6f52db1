package org.sketchsdk.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Classifies drawings: files in, a line a drawing out. */
@Command(name = "classify", description = "Classifies drawings in Quick, Draw! NDJSON files.")
final class ClassifyCommand implements Callable<Integer> {
  private static final int BATCH = 128;

  /** How a drawing's line looks. */
  enum Format {
    TABLE,
    NDJSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "An .ndjson or .ndjson.gz file, a folder of those, or - for standard input.")
  private List<Path> paths;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "Candidates a drawing (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Mixin private ModelOptions modelOptions;

  @ParentCommand private Main main;

  private Console console;
  private Set<String> labels;
  private JsonGenerator json;
  private long drawings;
  private long judged;
  private long correct;
  private long malformed;
  private long problems; // that are not of a single line

  /** Records of one file, on their way through the classifier. */
  private record Batch(Path file, List<QuickDrawRecord> records, List<Long> lines) {
    static Batch of(Path file) {
      return new Batch(file, new ArrayList<>(BATCH), new ArrayList<>(BATCH));
    }

    List<Drawing> drawings() {
      return records.stream().map(QuickDrawRecord::drawing).toList();
    }
  }

  /** A batch being classified. */
  private record Pending(Batch batch, Future<List<Prediction>> predictions) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (top < 1) {
      throw new Failures.UsageException("--top must be at least 1: " + top);
    }
    console = main.console();
    DrawingFiles files = DrawingFiles.of(paths, console.in());
    json = new JsonFactory().createGenerator(console.out());
    json.setRootValueSeparator(null); // each object ends its line
    try (SketchClassifier classifier = modelOptions.open(top)) {
      labels = Set.copyOf(classifier.info().labels());
      long start = System.nanoTime();
      classify(files, classifier);
      summarise((System.nanoTime() - start) / 1e9);
    }
    return problems + malformed > 0 ? 1 : 0;
  }

  private void classify(DrawingFiles files, SketchClassifier classifier)
      throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (ProgressLine progress =
        new ProgressLine(console, "classify", files.totalBytes(), "KB", ProgressLine.DELAY_NANOS)) {
      Deque<Pending> pending = new ArrayDeque<>();
      for (Path file : files.files()) {
        long before = drawings + malformed + problems;
        try (NdjsonReader reader = files.open(file, console::error)) {
          try {
            boolean more;
            do {
              Batch batch = Batch.of(file);
              more = read(reader, batch);
              submit(batch, classifier, pool, pending);
              while (pending.size() > 2 * threads) {
                print(pending.remove());
              }
              progress.update(files.bytesRead(), drawings + " drawings");
            } while (more);
          } finally {
            malformed += reader.stats().malformed();
          }
        }
        // before the next file, so that its messages come after this one's rows
        while (!pending.isEmpty()) {
          print(pending.remove());
        }
        if (drawings + malformed + problems == before) {
          problem("no drawing in " + DrawingFiles.nameOf(file));
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private void problem(String message) {
    console.error(message);
    problems++;
  }

  /**
   * Fills a batch. What ends a file early ends that file alone, and the drawings before it count.
   *
   * @return whether the batch is full, so that more may follow
   */
  private boolean read(NdjsonReader reader, Batch batch) {
    try {
      while (batch.records().size() < BATCH) {
        QuickDrawRecord record = reader.next();
        if (record == null) {
          return false;
        }
        batch.records().add(record);
        batch.lines().add(reader.line());
        drawings++;
      }
      return true;
    } catch (DrawingFormatException | IOException e) {
      problem(Failures.describe(e));
      return false;
    }
  }

  private static void submit(
      Batch batch, SketchClassifier classifier, ExecutorService pool, Deque<Pending> pending) {
    if (!batch.records().isEmpty()) {
      pending.add(new Pending(batch, pool.submit(() -> classifier.classifyAll(batch.drawings()))));
    }
  }

  private void print(Pending pending) throws IOException, InterruptedException {
    List<Prediction> predictions;
    try {
      predictions = pending.predictions().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
    console.clearProgress(); // the rows may go to the same terminal
    Batch batch = pending.batch();
    for (int i = 0; i < predictions.size(); i++) {
      QuickDrawRecord record = batch.records().get(i);
      Prediction prediction = predictions.get(i);
      judge(record, prediction);
      if (format == Format.NDJSON) {
        printJson(batch.file(), batch.lines().get(i), record, prediction);
      } else {
        printRow(batch.file(), batch.lines().get(i), record, prediction);
      }
    }
    json.flush();
    console.out().flush();
  }

  private void judge(QuickDrawRecord record, Prediction prediction) {
    Optional<String> word = record.word().filter(labels::contains);
    if (word.isPresent()) {
      judged++;
      if (!prediction.candidates().isEmpty() && prediction.top().label().equals(word.get())) {
        correct++;
      }
    }
  }

  private void printJson(Path file, long line, QuickDrawRecord record, Prediction prediction)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("source", file.toString());
    json.writeNumberField("line", line);
    json.writeStringField("key_id", record.keyIdText().orElse(null)); // null is written as null
    json.writeStringField("word", record.word().orElse(null));
    json.writeArrayFieldStart("predictions");
    for (Prediction.Candidate candidate : prediction.candidates()) {
      json.writeStartObject();
      json.writeStringField("label", candidate.label());
      json.writeFieldName("probability");
      json.writeNumber(String.format(Locale.ROOT, "%.6f", candidate.probability()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void printRow(Path file, long line, QuickDrawRecord record, Prediction prediction)
      throws IOException {
    StringBuilder row = new StringBuilder();
    row.append(
        String.format(Locale.ROOT, "%s:%d  %-14s", file, line, oneLine(record.word().orElse("-"))));
    for (Prediction.Candidate candidate : prediction.candidates()) {
      row.append(
          String.format(
              Locale.ROOT,
              "  %-14s %6.2f %%",
              oneLine(candidate.label()),
              100 * candidate.probability()));
    }
    if (prediction.candidates().isEmpty()) {
      row.append("  (empty drawing)");
    }
    console.out().print(row.append('\n'));
  }

  /** A word is any text; in a table, control characters would break lines and terminals. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private void summarise(double seconds) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s in %.2f s, %.0f drawings/s",
                count(drawings, "drawing"),
                seconds,
                drawings / seconds));
    if (judged > 0) {
      line.append("; accuracy ").append(Share.describe(correct, judged));
    }
    console.message(line.append("; ").append(count(malformed, "malformed line")).toString());
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
