package org.sketchsdk.examples.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;

/**
 * The work of a task: reads files from their beginning, so that lines and bytes are those of the
 * file, and classifies in batches. Memory does not grow with the files.
 */
final class ClassifyFiles implements FlatMapFunction<Iterator<List<DrawingFile>>, Row> {
  private static final long serialVersionUID = 1L;

  private static final int BATCH = 128;

  private final Broadcast<Model> model;
  private final Broadcast<SerializableConfiguration> hadoop;

  ClassifyFiles(Broadcast<Model> model, Broadcast<SerializableConfiguration> hadoop) {
    this.model = model;
    this.hadoop = hadoop;
  }

  @Override
  public Iterator<Row> call(Iterator<List<DrawingFile>> hands) {
    List<DrawingFile> files = new ArrayList<>();
    hands.forEachRemaining(files::addAll);
    Rows rows = new Rows(files, model.value().classifier(), hadoop.value().value());
    // also where the task is cancelled, or its rows are not read to the end
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> rows.close());
    return rows;
  }

  /** The rows of one task, made as they are taken. */
  private static final class Rows implements Iterator<Row> {
    private final Iterator<DrawingFile> files;
    private final SketchClassifier classifier;
    private final Configuration hadoop;
    private final Queue<Row> rows = new ArrayDeque<>();
    private String source;
    private DrawingReader reader; // null between two files

    Rows(List<DrawingFile> files, SketchClassifier classifier, Configuration hadoop) {
      this.files = files.iterator();
      this.classifier = classifier;
      this.hadoop = hadoop;
    }

    @Override
    public boolean hasNext() {
      while (rows.isEmpty() && (reader != null || files.hasNext())) {
        try {
          if (reader == null) {
            open(files.next());
          } else {
            readBatch();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e); // the storage fails: Spark tries the task again
        }
      }
      return !rows.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return rows.remove();
    }

    private void open(DrawingFile file) throws IOException {
      Path path = new Path(file.path());
      source = file.source();
      ReadOptions options =
          ReadOptions.builder().reportMalformed(problem -> rows.add(malformed(problem))).build();
      try {
        reader = DrawingFiles.open(path.getFileSystem(hadoop).open(path), source, options);
      } catch (DrawingFormatException e) { // the format is unknown
        rows.add(malformed(e));
      }
    }

    private void readBatch() throws IOException {
      List<QuickDrawRecord> records = new ArrayList<>(BATCH);
      List<Long> lines = new ArrayList<>(BATCH);
      boolean ended = false;
      try {
        while (records.size() < BATCH && !ended) {
          QuickDrawRecord record = reader.next();
          ended = record == null;
          if (!ended) {
            records.add(record);
            lines.add(reader.number());
          }
        }
      } catch (DrawingFormatException e) { // damaged gzip, or no text: the file ends here
        rows.add(malformed(e));
        ended = true;
      }
      List<Drawing> drawings = records.stream().map(QuickDrawRecord::drawing).toList();
      List<Prediction> predictions = classifier.classifyAll(drawings);
      for (int i = 0; i < records.size(); i++) {
        rows.add(classified(lines.get(i), records.get(i), predictions.get(i)));
      }
      if (ended) {
        close();
      }
    }

    private Row classified(long line, QuickDrawRecord record, Prediction prediction) {
      List<Row> candidates = new ArrayList<>();
      for (Prediction.Candidate candidate : prediction.candidates()) {
        candidates.add(RowFactory.create(candidate.label(), candidate.probability()));
      }
      return RowFactory.create(
          source,
          line,
          record.keyIdText().orElse(null),
          record.word().orElse(null),
          candidates.toArray(),
          prediction.verdict().name(),
          null,
          null,
          null);
    }

    private Row malformed(DrawingFormatException problem) {
      return RowFactory.create(
          source,
          problem.line(),
          null,
          null,
          null,
          null,
          problem.column(),
          problem.byteOffset(),
          problem.getMessage());
    }

    void close() {
      if (reader != null) {
        try {
          reader.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } finally {
          reader = null;
        }
      }
    }
  }
}
