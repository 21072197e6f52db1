package org.sketchsdk.cli.convert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.options.DrawingPaths;
import org.sketchsdk.cli.options.InputFiles;
import org.sketchsdk.cli.options.RasterSize;
import org.sketchsdk.core.ink.InkMlWriter;
import org.sketchsdk.core.ink.SvgWriter;
import org.sketchsdk.core.internal.file.AtomicFile;
import org.sketchsdk.core.quickdraw.NdjsonWriter;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Converts files of drawings. */
@Command(
    name = "convert",
    description = {
      "Converts files of drawings to NDJSON, SVG, InkML or PNG.",
      "Reads NDJSON, JSON and Kaggle's CSV of Quick, Draw!, .bin, SVG, InkML, Excalidraw, tldraw,"
          + " lists of points in JSON, and NumPy's .npy and .npz in the stroke-3 or stroke-5"
          + " format, each also as gzip. The content decides, not the name.",
      "Prints what was left out."
    },
    footer = {
      "",
      "Example: sketch convert board.excalidraw notes.inkml --to ndjson --out drawings",
      "Exit code: 0 if everything was read, 1 if a file, a record or a folder could not be read."
    })
public final class ConvertCommand implements Callable<Integer> {
  /** A kind of file. */
  enum Target {
    NDJSON,
    SVG,
    INKML,
    PNG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private DrawingPaths paths;

  @Option(
      names = "--to",
      paramLabel = "KIND",
      required = true,
      description = {
        "What to write: ${COMPLETION-CANDIDATES}. ndjson makes a file per file that is read; the",
        "others make a file per drawing."
      })
  private Target target;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = {
        "The folder to write to. It is created if it does not exist. Existing files of the same",
        "names are replaced."
      })
  private Path out;

  @Mixin private RasterSize size;

  private final Console console;
  private long problems;
  private long written;
  private @Nullable NdjsonWriter writer;
  private @Nullable AtomicFile replaced; // what the writer writes
  private @Nullable Path writing; // the input file whose drawings the writer takes

  /**
   * Creates the command.
   *
   * @param console where it reads and writes
   */
  public ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Rasterizer rasterizer = Rasterizer.create(size.options());
    InputFiles files = paths.files(console, () -> problems++);
    OutputFolder folder = new OutputFolder(out, target.toString(), files.files());
    DrawingSource source = new DrawingSource(files, console);
    long count;
    try {
      count =
          source.forEach(
              Long.MAX_VALUE, (record, place) -> write(record, place, folder, rasterizer));
      finishWriter();
    } finally {
      closeWriter();
    }
    console.message(
        String.format(
            Locale.ROOT,
            "%d drawing%s in %d %s file%s in %s%s%s",
            count,
            count == 1 ? "" : "s",
            written,
            target.name(),
            written == 1 ? "" : "s",
            out,
            target == Target.PNG ? "; PNG has no words, keys, times and strokes" : "",
            source.summary()));
    return problems + source.problems() > 0 ? 1 : 0;
  }

  private void write(
      QuickDrawRecord record, DrawingSource.Place place, OutputFolder folder, Rasterizer rasterizer)
      throws IOException {
    switch (target) {
      case NDJSON -> writerFor(place, folder).write(record);
      case SVG ->
          AtomicFile.writeOneOfMany(next(place, folder), SvgWriter.toText(record).getBytes(UTF_8));
      case INKML ->
          AtomicFile.writeOneOfMany(
              next(place, folder), InkMlWriter.toText(record).getBytes(UTF_8));
      case PNG -> {
        AtomicFile.writeOneOfMany(
            next(place, folder), BufferedImages.toPng(rasterizer.render(record.drawing())));
      }
    }
  }

  private Path next(DrawingSource.Place place, OutputFolder folder) throws IOException {
    Path file = folder.next(place);
    written++;
    return file;
  }

  private NdjsonWriter writerFor(DrawingSource.Place place, OutputFolder folder)
      throws IOException {
    NdjsonWriter open = writer;
    if (open == null || !place.file().equals(writing)) {
      finishWriter();
      AtomicFile file = AtomicFile.replace(folder.fileOf(place));
      replaced = file;
      open = NdjsonWriter.create(file.temporary(), false);
      writer = open;
      writing = place.file();
      written++;
    }
    return open;
  }

  /** Gives the written file its name. */
  private void finishWriter() throws IOException {
    if (writer != null && replaced != null) {
      writer.close();
      writer = null;
      replaced.finish();
    }
    closeWriter();
  }

  /** Deletes what is not finished. */
  private void closeWriter() throws IOException {
    NdjsonWriter open = writer;
    AtomicFile unfinished = replaced;
    writer = null;
    replaced = null;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      if (unfinished != null) {
        unfinished.close();
      }
    }
  }
}
