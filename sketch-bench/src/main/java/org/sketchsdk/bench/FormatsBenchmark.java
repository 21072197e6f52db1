package org.sketchsdk.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sketchsdk.bench.synthetic.SyntheticFiles;
import org.sketchsdk.bench.synthetic.SyntheticNdjson;
import org.sketchsdk.core.ink.DrawingFiles;
import org.sketchsdk.core.ink.DrawingFormat;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/**
 * Reads the same synthetic drawings in each format from memory, on one thread, with {@link
 * DrawingFiles}. The counters are those of {@link ParseBenchmark}. Formats with a drawing per file
 * include opening a file and telling its format for each drawing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class FormatsBenchmark {
  /** The format. */
  @Param public DrawingFormat format = DrawingFormat.NDJSON;

  private List<byte[]> files;
  private long bytes;

  /**
   * Makes the input.
   *
   * @throws IOException never, the input is in memory
   */
  @Setup
  public void load() throws IOException {
    files = SyntheticFiles.of(format);
    bytes = files.stream().mapToLong(file -> file.length).sum();
  }

  /**
   * Reads all files.
   *
   * @param read counts
   * @return the number of points
   * @throws IOException never, the input is in memory
   */
  @Benchmark
  public long read(ParseBenchmark.Read read) throws IOException {
    read.start();
    long points = 0;
    long drawings = 0;
    for (byte[] file : files) {
      try (DrawingReader reader = DrawingFiles.open(new ByteArrayInputStream(file), "memory")) {
        for (QuickDrawRecord record; (record = reader.next()) != null; ) {
          points += record.drawing().pointCount();
          drawings++;
        }
      }
    }
    read.end(bytes, drawings);
    return points;
  }

  /**
   * Adds up the bytes of all files and reads nothing else.
   *
   * @param read counts
   * @return the sum
   */
  @Benchmark
  public long baseline(ParseBenchmark.Read read) {
    read.start();
    long sum = 0;
    for (byte[] file : files) {
      for (byte each : file) {
        sum += each;
      }
    }
    read.end(bytes, SyntheticNdjson.DRAWINGS);
    return sum;
  }
}
