package org.sketchsdk.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.sketchsdk.bench.synthetic.SyntheticNdjson;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.core.quickdraw.ReadOptions;

/**
 * Reads NDJSON from memory, on one thread, with this SDK and with general parsers that make a tree
 * of each line. The counter {@code megabytes} is the speed in 10<sup>6</sup> bytes of uncompressed
 * text per second, {@code drawings} in drawings per second; {@code -prof gc} adds the allocation of
 * one pass over all drawings. On a machine that is busy with other things, {@code megabytes}
 * divided by {@code cpuSeconds} says what a whole processor would reach.
 *
 * <p>The input is synthetic unless {@code -p file=PATH} names an NDJSON file, plain or gzip.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class ParseBenchmark {
  /**
   * The synthetic input: {@code simplified} or {@code raw}; without effect where a file is named.
   */
  @Param({"simplified", "raw"})
  public String format = "simplified";

  /** An NDJSON file to read instead of synthetic drawings; empty: none. */
  @Param("")
  public String file = "";

  private byte[] plain;
  private byte[] gzip;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Gson gson = new Gson();
  private @Nullable SimdJson simdJson; // null: not used yet

  /** What a pass has read, for rates in units of the input. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Read {
    /** Uncompressed text in 10<sup>6</sup> bytes. */
    public double megabytes;

    /** Drawings. */
    public long drawings;

    /** Processor time of the thread. */
    public double cpuSeconds;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private double cpuStart;

    void start() {
      cpuStart = THREADS.getCurrentThreadCpuTime() / 1e9;
    }

    void end(long bytes, long count) {
      cpuSeconds += THREADS.getCurrentThreadCpuTime() / 1e9 - cpuStart;
      megabytes += bytes / 1e6;
      drawings += count;
    }
  }

  /**
   * Makes or loads the input.
   *
   * @throws IOException if the file cannot be read
   */
  @Setup
  public void load() throws IOException {
    plain = file.isEmpty() ? SyntheticNdjson.of(format) : content(Path.of(file));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(out)) {
      compressed.write(plain);
    }
    gzip = out.toByteArray();
  }

  private static byte[] content(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    if (bytes.length < 2 || bytes[0] != 0x1F || bytes[1] != (byte) 0x8B) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  /**
   * This SDK, plain text.
   *
   * @param read counts
   * @return the number of points
   * @throws IOException never, the input is in memory
   */
  @Benchmark
  public long sketch(Read read) throws IOException {
    return sketch(plain, read);
  }

  /**
   * This SDK, gzip.
   *
   * @param read counts
   * @return the number of points
   * @throws IOException never, the input is in memory
   */
  @Benchmark
  public long sketchGzip(Read read) throws IOException {
    return sketch(gzip, read);
  }

  private long sketch(byte[] bytes, Read read) throws IOException {
    read.start();
    long points = 0;
    try (NdjsonReader reader =
        NdjsonReader.of(new ByteArrayInputStream(bytes), "memory", ReadOptions.defaults())) {
      for (QuickDrawRecord record; (record = reader.next()) != null; ) {
        points += record.drawing().pointCount();
      }
      read.end(plain.length, reader.stats().returned());
    }
    return points;
  }

  /**
   * Jackson's {@code ObjectMapper.readTree} on the bytes of each line.
   *
   * @param read counts
   * @return the number of points
   * @throws IOException never, the input is in memory
   */
  @Benchmark
  public long jacksonTree(Read read) throws IOException {
    read.start();
    long points = 0;
    long drawings = 0;
    int start = 0;
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == '\n') {
        JsonNode line = mapper.readTree(plain, start, i - start);
        for (JsonNode stroke : line.get("drawing")) {
          points += stroke.get(0).size();
        }
        drawings++;
        start = i + 1;
      }
    }
    read.end(plain.length, drawings);
    return points;
  }

  /**
   * Gson's {@code fromJson} to {@code JsonObject} on each line.
   *
   * @param read counts
   * @return the number of points
   * @throws IOException never, the input is in memory
   */
  @Benchmark
  public long gsonTree(Read read) throws IOException {
    read.start();
    long points = 0;
    long drawings = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(new ByteArrayInputStream(plain), UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        JsonArray drawing = gson.fromJson(line, JsonObject.class).getAsJsonArray("drawing");
        for (JsonElement stroke : drawing) {
          points += stroke.getAsJsonArray().get(0).getAsJsonArray().size();
        }
        drawings++;
      }
    }
    read.end(plain.length, drawings);
    return points;
  }

  /**
   * simdjson-java's {@code SimdJsonParser.parse} on a padded copy of the bytes of each line. Runs
   * on JDK 24 and later, with {@code --add-modules jdk.incubator.vector}.
   *
   * @param read counts
   * @return the number of points
   * @throws IllegalStateException if the library does not run on this JDK
   */
  @Benchmark
  @Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
  public long simdJsonTree(Read read) {
    if (simdJson == null) {
      simdJson = SimdJson.create();
    }
    read.start();
    long points = 0;
    long drawings = 0;
    int start = 0;
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == '\n') {
        points += simdJson.points(plain, start, i - start);
        drawings++;
        start = i + 1;
      }
    }
    read.end(plain.length, drawings);
    return points;
  }

  /**
   * Looks for the ends of the lines, byte by byte, and reads nothing: what the parsers' loop costs.
   *
   * @param read counts
   * @return the number of lines
   */
  @Benchmark
  public long baseline(Read read) {
    read.start();
    long lines = 0;
    for (byte each : plain) {
      lines += each == '\n' ? 1 : 0;
    }
    read.end(plain.length, lines);
    return lines;
  }
}
