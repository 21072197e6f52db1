package org.sketchsdk.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.sketchsdk.bench.synthetic.SyntheticNdjson;

/**
 * {@code sketch classify} over a long file, as a user runs it: from the start of the command to its
 * end, with its rows going to another file.
 *
 * @param drawings number of drawings in the file
 * @param megabytes size of the file in 10<sup>6</sup> bytes
 * @param seconds how long the command took
 * @param residentMegabytes the most memory that the process had in use; NaN if the system does not
 *     say
 */
record FileRun(int drawings, double megabytes, double seconds, double residentMegabytes) {
  /** Drawings of the file, five times as many as in the one it is compared with. */
  static final int DRAWINGS = 100_000;

  private static final int TIMES = 5;

  /** A short file and one five times as long. */
  record Pair(FileRun shorter, FileRun longer) {
    double drawingsPerSecond() {
      return longer.drawings / longer.seconds;
    }

    /** The memory of the longer file's run by that of the shorter one's. */
    double growth() {
      return longer.residentMegabytes / shorter.residentMegabytes;
    }
  }

  /**
   * Runs the command over both files.
   *
   * @param command the program and what comes before {@code classify}
   * @param source an NDJSON file, plain or gzip, whose lines are repeated; empty: synthetic ones
   * @param drawings lines of the longer file
   * @throws IOException if a file cannot be read or written, or the command fails
   */
  static Pair measure(List<String> command, String source, int drawings) throws IOException {
    try (Scratch scratch = new Scratch()) {
      Path folder = scratch.folder();
      // the shorter one first: it finds the command built and its files in memory for the other
      FileRun shorter = run(command, write(folder, source, drawings / TIMES), drawings / TIMES);
      FileRun longer = run(command, write(folder, source, drawings), drawings);
      return new Pair(shorter, longer);
    }
  }

  private static Path write(Path folder, String source, int drawings) throws IOException {
    Path file = folder.resolve(drawings + ".ndjson");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int lines = 0; lines < drawings; ) {
        int before = lines;
        try (InputStream in = open(source)) {
          boolean empty = true;
          for (int b = in.read(); b >= 0 && lines < drawings; b = in.read()) {
            if (b != '\n') {
              out.write(b);
              empty = false;
            } else if (!empty) {
              out.write(b);
              lines++;
              empty = true;
            }
          }
        }
        if (lines == before) {
          throw new IOException("no line in " + source);
        }
      }
    }
    return file;
  }

  private static InputStream open(String source) throws IOException {
    if (source.isEmpty()) {
      return new ByteArrayInputStream(SyntheticNdjson.of("simplified"));
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(source)));
    return source.endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(in)) : in;
  }

  private static FileRun run(List<String> command, Path file, int drawings) throws IOException {
    Path rows = file.resolveSibling("rows.txt");
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("classify", file.toString()));
    Child.Taken taken = new Child(all, rows).run();
    try (Stream<String> lines = Files.lines(rows, UTF_8)) {
      long count = lines.count();
      if (count < drawings) {
        throw new IOException(count + " rows for " + drawings + " drawings");
      }
    }
    return new FileRun(
        drawings, Files.size(file) / 1e6, taken.seconds(), taken.residentMegabytes());
  }
}
