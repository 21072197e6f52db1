package org.sketchsdk.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.train.WilsonInterval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies drawings: files in, a line a drawing out. */
@Command(
    name = "classify",
    description = "Classifies drawings in Quick, Draw! NDJSON files.",
    mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {
  private static final int BATCH = 128;

  /** How a drawing's line looks. */
  enum Format {
    TABLE,
    NDJSON
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
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Mixin private ModelOptions modelOptions;

  @Spec private CommandSpec spec;

  private final JsonFactory json = new JsonFactory();
  private long drawings;
  private long judged;
  private long correct;
  private long malformed;

  /** Records of one file, on their way through the classifier. */
  private record Batch(String source, List<QuickDrawRecord> records, List<Long> lines) {
    List<Drawing> drawings() {
      return records.stream().map(QuickDrawRecord::drawing).toList();
    }
  }

  /** A batch being classified. */
  private record Pending(Batch batch, Future<List<Prediction>> predictions) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top must be at least 1: " + top);
    }
    List<Path> files = DrawingFiles.list(paths);
    PrintWriter err = spec.commandLine().getErr();
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    boolean failed = false;
    long start;
    OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
    try (SketchClassifier classifier = modelOptions.open(top)) {
      Set<String> labels = Set.copyOf(classifier.info().labels());
      start = System.nanoTime();
      Deque<Pending> pending = new ArrayDeque<>();
      for (Path file : files) {
        long before = drawings;
        long malformedBefore = malformed;
        try (NdjsonReader reader = open(file, err)) {
          Batch batch = new Batch(sourceOf(file), new ArrayList<>(), new ArrayList<>());
          for (QuickDrawRecord record = reader.next(); record != null; record = reader.next()) {
            batch.records().add(record);
            batch.lines().add(reader.line());
            drawings++;
            if (batch.records().size() == BATCH) {
              submit(batch, classifier, pool, pending);
              batch = new Batch(batch.source(), new ArrayList<>(), new ArrayList<>());
            }
            while (pending.size() > 2 * threads) {
              print(pending.remove(), labels, out);
            }
          }
          submit(batch, classifier, pool, pending);
        }
        while (!pending.isEmpty()) {
          print(pending.remove(), labels, out);
        }
        if (drawings == before && malformed == malformedBefore) {
          err.println("sketch: no drawing in " + sourceOf(file));
          failed = true;
        }
      }
    } finally {
      pool.shutdownNow();
      out.flush();
    }
    summarise(err, (System.nanoTime() - start) / 1e9);
    return failed || malformed > 0 ? 1 : 0;
  }

  private NdjsonReader open(Path file, PrintWriter err) throws IOException {
    ReadOptions options =
        ReadOptions.defaults()
            .withMalformed(ReadOptions.Malformed.REPORT)
            .withListener(
                problem -> {
                  malformed++;
                  err.println("sketch: " + problem.getMessage());
                });
    return file.equals(DrawingFiles.STANDARD_INPUT)
        ? NdjsonReader.of(System.in, sourceOf(file), options)
        : NdjsonReader.open(file, options);
  }

  private static String sourceOf(Path file) {
    return file.equals(DrawingFiles.STANDARD_INPUT) ? "standard input" : file.toString();
  }

  private static void submit(
      Batch batch, SketchClassifier classifier, ExecutorService pool, Deque<Pending> pending) {
    if (!batch.records().isEmpty()) {
      pending.add(new Pending(batch, pool.submit(() -> classifier.classifyAll(batch.drawings()))));
    }
  }

  private void print(Pending pending, Set<String> labels, OutputStream out)
      throws IOException, InterruptedException {
    List<Prediction> predictions;
    try {
      predictions = pending.predictions().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
    Batch batch = pending.batch();
    for (int i = 0; i < predictions.size(); i++) {
      QuickDrawRecord record = batch.records().get(i);
      Prediction prediction = predictions.get(i);
      if (record.word().isPresent() && labels.contains(record.word().get())) {
        judged++;
        if (!prediction.candidates().isEmpty()
            && prediction.top().label().equals(record.word().get())) {
          correct++;
        }
      }
      if (format == Format.NDJSON) {
        printJson(batch.source(), batch.lines().get(i), record, prediction, out);
      } else {
        printRow(batch.source(), batch.lines().get(i), record, prediction, out);
      }
    }
    if (System.out.checkError()) {
      throw new IOException("cannot write to standard output");
    }
  }

  private void printJson(
      String source, long line, QuickDrawRecord record, Prediction prediction, OutputStream out)
      throws IOException {
    try (JsonGenerator generator = json.createGenerator(out)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      generator.writeStartObject();
      generator.writeStringField("source", source);
      generator.writeNumberField("line", line);
      if (record.keyIdText().isPresent()) {
        generator.writeStringField("key_id", record.keyIdText().get());
      } else {
        generator.writeNullField("key_id");
      }
      if (record.word().isPresent()) {
        generator.writeStringField("word", record.word().get());
      } else {
        generator.writeNullField("word");
      }
      generator.writeArrayFieldStart("predictions");
      for (Prediction.Candidate candidate : prediction.candidates()) {
        generator.writeStartObject();
        generator.writeStringField("label", candidate.label());
        generator.writeFieldName("probability");
        generator.writeNumber(String.format(Locale.ROOT, "%.6f", candidate.probability()));
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
    out.write('\n');
  }

  private static void printRow(
      String source, long line, QuickDrawRecord record, Prediction prediction, OutputStream out)
      throws IOException {
    StringBuilder row =
        new StringBuilder(
            String.format(Locale.ROOT, "%s:%d  %-14s", source, line, record.word().orElse("-")));
    for (Prediction.Candidate candidate : prediction.candidates()) {
      row.append(
          String.format(
              Locale.ROOT, "  %-14s %6.2f %%", candidate.label(), 100 * candidate.probability()));
    }
    if (prediction.candidates().isEmpty()) {
      row.append("  (empty drawing)");
    }
    out.write(row.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  private void summarise(PrintWriter err, double seconds) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d drawings in %.2f s, %.0f drawings/s",
                drawings,
                seconds,
                drawings / seconds));
    if (judged > 0) {
      WilsonInterval interval = WilsonInterval.of(correct, judged);
      line.append(
          String.format(
              Locale.ROOT,
              "; accuracy %.2f %% (%d of %d, 95 %% interval %.2f to %.2f %%)",
              100.0 * correct / judged,
              correct,
              judged,
              100 * interval.low(),
              100 * interval.high()));
    }
    err.println(line.append("; ").append(malformed).append(" malformed lines"));
    err.flush();
  }
}
