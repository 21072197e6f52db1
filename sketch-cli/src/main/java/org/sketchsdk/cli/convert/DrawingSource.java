package org.sketchsdk.cli.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.Failures;
import org.sketchsdk.cli.console.FewMessages;
import org.sketchsdk.cli.options.InputFiles;
import org.sketchsdk.cli.options.LeftOut;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/** The drawings of several files, one at a time. What cannot be read is reported and counted. */
public final class DrawingSource {
  private final InputFiles files;
  private final Console console;
  private final LeftOut leftOut = new LeftOut();
  private long malformed;
  private long problems;

  /**
   * Where a drawing comes from.
   *
   * @param file the file
   * @param number the line or the number of the drawing in the file, from 1
   * @param only whether the file has no other drawing
   */
  public record Place(Path file, long number, boolean only) {
    /** Returns the file's name without its folder, and the number. */
    public String key() {
      return file.getFileName() + ":" + number;
    }

    /** Returns the file's name without its folder and its suffixes. */
    public String baseName() {
      Path path = file.getFileName();
      String name = path == null || path.toString().equals("-") ? "drawings" : path.toString();
      if (name.toLowerCase(Locale.ROOT).endsWith(".gz")) {
        name = name.substring(0, name.length() - 3);
      }
      int dot = name.lastIndexOf('.');
      return dot > 0 ? name.substring(0, dot) : name;
    }
  }

  /** Takes a drawing. */
  public interface Sink {
    /** Takes the next drawing. */
    void take(QuickDrawRecord record, Place place) throws IOException;
  }

  /**
   * Creates a source.
   *
   * @param files the files
   * @param console where problems are reported
   */
  public DrawingSource(InputFiles files, Console console) {
    this.files = files;
    this.console = console;
  }

  /**
   * Reads the drawings of all files.
   *
   * @param limit most drawings to read
   * @param sink takes them in order
   * @return how many were read
   */
  public long forEach(long limit, Sink sink) throws IOException {
    long count = 0;
    for (Path file : files.files()) {
      if (count == limit) {
        break;
      }
      long before = count + malformed + problems;
      String records = "malformed records in " + InputFiles.nameOf(file);
      try (FewMessages messages = new FewMessages(console, records)) {
        try (DrawingReader reader = files.open(file, messages)) {
          count += read(reader, file, limit - count, sink);
          malformed += reader.stats().malformed();
          leftOut.add(reader.stats());
        } catch (DrawingFormatException e) { // the format is unknown
          problem(e);
        }
      }
      if (count + malformed + problems == before) {
        console.error("no drawing in " + InputFiles.nameOf(file));
        problems++;
      }
    }
    return count;
  }

  private long read(DrawingReader reader, Path file, long limit, Sink sink) throws IOException {
    long count = 0;
    QuickDrawRecord record = next(reader);
    while (record != null && count < limit) {
      long number = reader.number();
      QuickDrawRecord following = next(reader);
      sink.take(record, new Place(file, number, count == 0 && following == null));
      count++;
      record = following;
    }
    return count;
  }

  private @Nullable QuickDrawRecord next(DrawingReader reader) {
    try {
      return reader.next();
    } catch (DrawingFormatException | IOException e) {
      problem(e);
      return null;
    }
  }

  private void problem(Exception e) {
    console.error(Failures.describe(e));
    problems++;
  }

  /** Returns how many records and files could not be read. */
  public long problems() {
    return malformed + problems;
  }

  /** Returns what was lost in reading, for the end of a summary; empty if nothing was. */
  public String summary() {
    return (malformed == 0
            ? ""
            : "; " + malformed + " malformed record" + (malformed == 1 ? "" : "s") + " left out")
        + leftOut.describe()
        + files.leftOut();
  }
}
