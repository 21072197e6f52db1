package org.sketchsdk.cli.classify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.Failures;
import org.sketchsdk.cli.console.FewMessages;
import org.sketchsdk.cli.console.Printable;
import org.sketchsdk.cli.console.ProgressLine;
import org.sketchsdk.cli.console.Share;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.cli.options.InputFiles;
import org.sketchsdk.cli.options.LeftOut;
import org.sketchsdk.cli.options.ModelOptions;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.DrawingSplitter;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.BatchOptions;
import org.sketchsdk.infer.Classified;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Classifies drawings: files in, a line a drawing out. */
@Command(
    name = "classify",
    description = {
      "Classifies drawings in files of any kind that 'sketch convert --help' lists, and in"
          + " pictures.",
      "Prints one line per drawing: the file and line, the word in the file, and the most probable"
          + " classes."
    },
    footer = {
      "",
      "Example: sketch classify drawings.ndjson photo.jpg",
      "Exit code: 0 if everything was read, 1 if a file, a line or a folder could not be read."
    })
public final class ClassifyCommand implements Callable<Integer> {
  private static final int ROWS_AT_ONCE = 128;
  private static final int COLUMN_WIDTH = 14;

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
      description = {
        "A file of drawings, a picture of a drawing (PNG, JPEG, GIF, BMP, WebP or TIFF), a folder",
        "that is searched for such files, or - for standard input. The content decides, not the",
        "name."
      })
  private List<Path> paths;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "How many classes to print per drawing (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--sheet",
      description = {
        "Print one row for each drawing of a picture or of a whiteboard, with its place.",
        "Without this option, the largest drawing of a picture is read, and all strokes of a",
        "line of a file are one drawing."
      })
  private boolean sheet;

  @Mixin private ModelOptions modelOptions;

  private final Console console;

  /**
   * Creates the command.
   *
   * @param console where it reads and writes
   */
  public ClassifyCommand(Console console) {
    this.console = console;
  }

  private Set<String> labels = Set.of(); // of the model
  private final StringWriter jsonText = new StringWriter(); // what is not printed yet
  private final JsonGenerator json = generator(jsonText);
  private long drawings;
  private long judged;
  private long correct;
  private long malformed;
  private long problems; // that are not of a single line
  private long strayMarks;
  private final LeftOut leftOut = new LeftOut();

  private static JsonGenerator generator(StringWriter text) {
    try {
      JsonGenerator json = new JsonFactory().createGenerator(text);
      json.setRootValueSeparator(null); // each object ends its line
      return json;
    } catch (IOException e) { // a string does not fail
      throw new UncheckedIOException(e);
    }
  }

  /** A record on its way through the classifier, or one of the drawings in it. */
  private record Row(long line, QuickDrawRecord record, Drawing drawing) {}

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new UsageException("--top must be at least 1: " + top);
    }
    InputFiles files;
    try (FewMessages unreadable = new FewMessages(console, "folders or links cannot be read")) {
      files =
          InputFiles.withPictures(
              paths,
              console.in(),
              message -> {
                unreadable.accept(message);
                problems++;
              });
    }
    try (SketchClassifier classifier = modelOptions.open(top)) {
      labels = Set.copyOf(classifier.info().labels());
      long start = System.nanoTime();
      classify(files, classifier);
      summarize((System.nanoTime() - start) / 1e9, files.leftOut());
    }
    return problems + malformed > 0 ? 1 : 0;
  }

  private void classify(InputFiles files, SketchClassifier classifier) throws IOException {
    try (ProgressLine progress =
        new ProgressLine(console, "classify", files.totalBytes(), "KB", ProgressLine.DELAY_NANOS)) {
      for (Path file : files.files()) {
        long before = drawings + malformed + problems;
        if (files.holdsPicture(file)) {
          classifyPicture(file, files, classifier);
        } else {
          String lines = "malformed records in " + InputFiles.nameOf(file);
          try (FewMessages messages = new FewMessages(console, lines);
              DrawingReader reader = files.open(file, messages)) {
            classifyRecords(
                file,
                reader,
                classifier,
                () -> progress.update(files.bytesRead(), drawings + " drawings"));
          } catch (DrawingFormatException e) { // the format is unknown
            problem(Failures.describe(e));
          }
        }
        // before the next file, so that its messages come after this one's rows
        flush();
        progress.update(files.bytesRead(), drawings + " drawings");
        if (drawings + malformed + problems == before) {
          problem("no drawing in " + InputFiles.nameOf(file));
        }
      }
    }
  }

  private void classifyPicture(Path file, InputFiles files, SketchClassifier classifier)
      throws IOException {
    List<PicturePrediction> results;
    try {
      Picture picture = files.readPicture(file);
      results = sheet ? classifier.classifySheet(picture) : List.of(classifier.classify(picture));
    } catch (ImageFormatException | IOException e) {
      problem(Failures.describe(e));
      return;
    }
    for (PicturePrediction found : results) {
      drawings++;
      if (format == Format.NDJSON) {
        printJson(file, found);
      } else {
        printRow(file, found);
      }
    }
  }

  private void classifyRecords(
      Path file, DrawingReader reader, SketchClassifier classifier, Runnable progress)
      throws IOException {
    BatchOptions options = BatchOptions.builder().stopAtFirstError(true).build();
    try (Stream<Classified<Row>> stream =
        classifier.classifyAll(rows(reader), Row::drawing, options)) {
      Iterator<Classified<Row>> results = stream.iterator();
      for (int count = 1; results.hasNext(); count++) {
        Classified<Row> result = results.next();
        Row row = result.item();
        judge(row.record(), result.prediction());
        strayMarks += result.prediction().leftOut().size();
        if (format == Format.NDJSON) {
          printJson(file, row, result.prediction());
        } else {
          printRow(file, row, result.prediction());
        }
        if (count % ROWS_AT_ONCE == 0) {
          flush();
          progress.run();
        }
      }
    } finally {
      malformed += reader.stats().malformed();
      leftOut.add(reader.stats());
    }
  }

  private void flush() throws IOException {
    console.clearProgress(); // the rows may go to the same terminal
    json.flush();
    console.out().lines(jsonText.toString());
    jsonText.getBuffer().setLength(0);
    console.out().flush();
  }

  private void problem(String message) {
    console.error(message);
    problems++;
  }

  /** Reads a file. What ends it early ends it alone, and the drawings before that count. */
  private Iterator<Row> rows(DrawingReader reader) {
    return new Iterator<>() {
      private final Deque<Row> next = new ArrayDeque<>(); // those of one record
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (next.isEmpty() && !ended) {
          read();
          ended = next.isEmpty();
        }
        return !next.isEmpty();
      }

      private void read() {
        try {
          QuickDrawRecord record = reader.next();
          if (record != null) {
            List<Drawing> parts = sheet ? DrawingSplitter.split(record.drawing()) : List.of();
            if (parts.isEmpty()) {
              parts = List.of(record.drawing());
            }
            parts.forEach(part -> next.add(new Row(reader.number(), record, part)));
          }
        } catch (DrawingFormatException | IOException e) {
          problem(Failures.describe(e));
        }
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        drawings++;
        return next.removeFirst();
      }
    };
  }

  private void judge(QuickDrawRecord record, Prediction prediction) {
    Optional<String> word = record.word().filter(labels::contains);
    if (word.isPresent()) {
      judged++;
      if (prediction.top().filter(best -> best.label().equals(word.get())).isPresent()) {
        correct++;
      }
    }
  }

  private void printJson(Path file, Row row, Prediction prediction) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", file.toString());
    json.writeNumberField("line", row.line());
    // null is written as null
    json.writeStringField("key_id", row.record().keyIdText().orElse(null));
    json.writeStringField("word", row.record().word().orElse(null));
    writePrediction(prediction);
    if (sheet) {
      writeBounds(boundsOf(row));
    }
    if (!prediction.leftOut().isEmpty()) {
      json.writeArrayFieldStart("left_out");
      for (int stroke : prediction.leftOut()) {
        json.writeNumber(stroke);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** The same members as for a line of a file, and the remarks. */
  private void printJson(Path file, PicturePrediction found) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", file.toString());
    json.writeNullField("line");
    json.writeNullField("key_id");
    json.writeNullField("word");
    writePrediction(found.prediction());
    writeBounds(found.extraction().bounds());
    json.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : found.diagnostics()) {
      json.writeString(diagnostic.name());
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static Optional<Bounds> boundsOf(Row row) {
    return row.drawing().isEmpty() ? Optional.empty() : Optional.of(row.drawing().bounds());
  }

  private void writeBounds(Optional<Bounds> bounds) throws IOException {
    if (bounds.isPresent()) {
      json.writeArrayFieldStart("bounds");
      Bounds box = bounds.get();
      for (double side : new double[] {box.minX(), box.minY(), box.maxX(), box.maxY()}) {
        json.writeNumber(Math.round(side));
      }
      json.writeEndArray();
    } else {
      json.writeNullField("bounds");
    }
  }

  private void writePrediction(Prediction prediction) throws IOException {
    json.writeStringField("verdict", prediction.verdict().name());
    json.writeArrayFieldStart("predictions");
    for (Prediction.Candidate candidate : prediction.candidates()) {
      json.writeStartObject();
      json.writeStringField("label", candidate.label());
      json.writeFieldName("probability");
      json.writeNumber(String.format(Locale.ROOT, "%.6f", candidate.probability()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void printRow(Path file, Row row, Prediction prediction) throws IOException {
    String place = file + ":" + row.line();
    printRow(place, row.record().word().orElse("-"), prediction, "(empty drawing)");
    if (sheet && boundsOf(row).isPresent()) {
      console.out().line("  " + inWords(boundsOf(row).get()));
    }
  }

  private void printRow(Path file, PicturePrediction found) throws IOException {
    printRow(file.toString(), "-", found.prediction(), "(no drawing found)");
    List<String> remarks = new ArrayList<>();
    if (sheet && found.extraction().bounds().isPresent()) {
      Bounds box = found.extraction().bounds().get();
      remarks.add(inWords(box));
    }
    for (Diagnostic diagnostic : found.diagnostics()) {
      if (sheet && diagnostic == Diagnostic.SEVERAL) {
        continue; // each has its own row
      }
      remarks.add(inWords(diagnostic));
    }
    if (!remarks.isEmpty()) {
      console.out().line("  " + String.join("; ", remarks));
    }
  }

  private void printRow(String place, String word, Prediction prediction, String empty)
      throws IOException {
    StringBuilder row = new StringBuilder(place);
    appendColumn(row, word);
    for (Prediction.Candidate candidate : prediction.candidates()) {
      appendColumn(row, candidate.label());
      appendPercent(row, candidate.probability());
    }
    String remark =
        switch (prediction.verdict()) {
          case RECOGNIZED -> "";
          case UNCERTAIN -> "  (uncertain)";
          case UNKNOWN -> "  (unknown)";
          case EMPTY -> "  " + empty;
        };
    row.append(remark);
    int stray = prediction.leftOut().size();
    if (stray > 0) {
      row.append("  (").append(count(stray, "stray mark")).append(" left out)");
    }
    console.out().line(row.toString());
  }

  private static String inWords(Bounds box) {
    return "at %d, %d to %d, %d"
        .formatted(
            Math.round(box.minX()),
            Math.round(box.minY()),
            Math.round(box.maxX()),
            Math.round(box.maxY()));
  }

  private static String inWords(Diagnostic diagnostic) {
    return switch (diagnostic) {
      case NO_INK -> "no drawing was found in the picture";
      case LOW_CONTRAST -> "the ink is faint, so parts of the drawing may be missing";
      case BLURRED -> "the picture is blurred, so close lines may have merged";
      case INVERTED -> "the picture shows light ink on a dark ground and was inverted";
      case TOO_MUCH_INK ->
          "ink covers so much of the picture that it is probably not a line drawing";
      case SEVERAL -> "several drawings: the largest is read (--sheet reads all)";
      case SHEET_CUT_OFF ->
          "the picture cuts the sheet off, so parts of the drawing may be missing";
      case ONE_FRAME_OF_MANY -> "an animation: the last frame that shows something is read";
      case TOO_DETAILED -> "too many lines and crossings: some lines end where a pen would go on";
    };
  }

  // By hand: a Formatter for each column took 6 % of the time of a long file.
  private static void appendColumn(StringBuilder row, String text) {
    row.append("  ");
    int start = row.length();
    row.append(Printable.line(text));
    row.append(" ".repeat(Math.max(0, start + COLUMN_WIDTH - row.length())));
  }

  private static void appendPercent(StringBuilder row, double probability) {
    long hundredths = Math.round(1e4 * probability);
    row.append(hundredths < 1_000 ? "   " : hundredths < 10_000 ? "  " : " ");
    row.append(hundredths / 100).append('.');
    row.append(hundredths % 100 < 10 ? "0" : "").append(hundredths % 100).append(" %");
  }

  private void summarize(double seconds, String otherFiles) {
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
    line.append("; ").append(count(malformed, "malformed record"));
    if (strayMarks > 0) {
      line.append("; ").append(count(strayMarks, "stray mark")).append(" left out");
    }
    console.message(line.append(leftOut.describe()).append(otherFiles).toString());
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
