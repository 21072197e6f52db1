package org.sketchsdk.cli.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.AugmentedRenderer;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.Failures;
import org.sketchsdk.cli.console.FewMessages;
import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.cli.convert.DrawingSource;
import org.sketchsdk.cli.convert.OutputFolder;
import org.sketchsdk.cli.options.DrawingPaths;
import org.sketchsdk.cli.options.InputFiles;
import org.sketchsdk.cli.options.Names;
import org.sketchsdk.cli.options.RasterSize;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.ink.DrawingReader;
import org.sketchsdk.core.internal.file.AtomicFile;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws drawings onto a sheet, as the model sees them. */
@Command(
    name = "render",
    description = "Writes a PNG with many drawings side by side, exactly as a model sees them.",
    footer = {"", "Example: sketch render drawings.ndjson --out sheet.png"})
public final class RenderCommand implements Callable<Integer> {
  private static final int MAX_DRAWINGS = 10_000;

  // The same seed, key and step give the same wobble, whatever else is on.
  private static final List<AugmentationOptions> PANELS =
      List.of(
          AugmentationOptions.none(),
          AugmentationOptions.wobbleOnly(),
          AugmentationOptions.none().toBuilder().morphology(1, 1).build(),
          AugmentationOptions.wobbleOnly().toBuilder().morphology(1, 1).build());

  @Mixin private DrawingPaths paths;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description = "The PNG file to write. An existing file is replaced.")
  private @Nullable Path out;

  @Option(
      names = "--each",
      paramLabel = "DIR",
      description = {
        "Write a PNG file per drawing into this folder instead of one sheet. All drawings are",
        "written unless --limit is given. 'sketch convert --to svg' writes SVG."
      })
  private @Nullable Path each;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Render the first N drawings (default: 25; with --each, all).")
  private @Nullable Integer limit;

  @Option(
      names = "--augment",
      paramLabel = "PRESET",
      completionCandidates = Names.OfPresets.class,
      description =
          "Augment the drawings as training does: ${COMPLETION-CANDIDATES} (default: none).")
  private @Nullable String augment;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the augmentation (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private RasterSize rasterSize;

  @Option(
      names = "--panels",
      description = "Show each drawing four times: clean, with wobble, with morphology, with both.")
  private boolean panels;

  private final Console console;

  /**
   * Creates the command.
   *
   * @param console where it reads and writes
   */
  public RenderCommand(Console console) {
    this.console = console;
  }

  private long problems;

  /** A drawing and the name that its random numbers are derived from. */
  private record Sample(Drawing drawing, String key) {}

  @Override
  public Integer call() throws IOException {
    Rasterizer rasterizer = Rasterizer.create(rasterSize.options());
    checkOptions();
    List<AugmentationOptions> looks =
        panels ? PANELS : List.of(AugmentationOptions.preset(augment == null ? "none" : augment));
    InputFiles files = paths.files(console, () -> problems++);
    if (out != null) {
      return writeSheet(out, files, looks, rasterizer);
    }
    Path folder = Objects.requireNonNull(each); // as checked
    return writeEach(folder, files, looks.get(0), rasterizer);
  }

  private int writeSheet(
      Path file, InputFiles files, List<AugmentationOptions> looks, Rasterizer rasterizer)
      throws IOException {
    List<Sample> samples = read(files);
    if (samples.isEmpty()) {
      return 1; // each file has been reported
    }
    int size = rasterizer.options().sizePx();
    int cells = samples.size() * looks.size();
    int columns = panels ? looks.size() : (int) Math.ceil(Math.sqrt(cells));
    ContactSheet sheet = ContactSheet.of(size, columns, (cells + columns - 1) / columns);
    byte[] ink = new byte[size * size];
    int cell = 0;
    for (Sample sample : samples) {
      for (AugmentationOptions look : looks) {
        AugmentedRenderer renderer = AugmentedRenderer.of(rasterizer, look.scaledTo(size));
        SeededRandom random = SeededRandom.forSample(seed, sample.key(), 0);
        renderer.renderTo(sample.drawing(), random, ink, 0);
        sheet.draw(cell++, ink);
      }
    }
    AtomicFile.write(file, sheet.png());
    console.message(
        String.format(
            Locale.ROOT,
            "%d drawing%s on %d x %d pixels: %s",
            samples.size(),
            samples.size() == 1 ? "" : "s",
            sheet.width(),
            sheet.height(),
            file));
    return problems > 0 ? 1 : 0;
  }

  /** Writes a picture per drawing. */
  private int writeEach(Path out, InputFiles files, AugmentationOptions look, Rasterizer rasterizer)
      throws IOException {
    OutputFolder folder = new OutputFolder(out, "png", files.files());
    int size = rasterizer.options().sizePx();
    AugmentedRenderer renderer = AugmentedRenderer.of(rasterizer, look.scaledTo(size));
    byte[] ink = new byte[size * size];
    DrawingSource source = new DrawingSource(files, console);
    long count =
        source.forEach(
            limit == null ? Long.MAX_VALUE : limit,
            (record, place) -> {
              String key = record.keyIdText().orElse(place.key());
              renderer.renderTo(record.drawing(), SeededRandom.forSample(seed, key, 0), ink, 0);
              AtomicFile.writeOneOfMany(
                  folder.next(place), BufferedImages.toPng(Raster.of(size, size, ink)));
            });
    console.message(
        String.format(Locale.ROOT, "%d picture%s in %s", count, count == 1 ? "" : "s", out)
            + source.summary());
    return problems + source.problems() > 0 ? 1 : 0;
  }

  private void checkOptions() throws IOException {
    if ((out == null) == (each == null)) {
      throw new UsageException("either --out FILE.png or --each DIR must be given");
    }
    if (each != null && panels) {
      throw new UsageException("--panels makes a sheet: give --out FILE.png instead of --each");
    }
    if (each != null && limit != null && limit < 1) {
      throw new UsageException("--limit must be at least 1: " + limit);
    }
    if (each == null && (sheetLimit() < 1 || sheetLimit() > MAX_DRAWINGS)) {
      throw new UsageException("--limit must be 1 to " + MAX_DRAWINGS + ": " + limit);
    }
    if (panels && augment != null) {
      throw new UsageException("--panels has its own augmentations: leave --augment out");
    }
    if (augment != null && !AugmentationOptions.presetNames().contains(augment)) {
      throw new UsageException(
          "--augment must be one of "
              + String.join(", ", AugmentationOptions.presetNames())
              + ": "
              + augment);
    }
    if (out != null) {
      checkSheet(out);
    }
  }

  private static void checkSheet(Path out) throws IOException {
    if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UsageException("--out must name a .png file: " + out);
    }
    if (Files.isDirectory(out)) {
      throw new FailureException("the sheet must be a file, not a folder: " + out);
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  private int sheetLimit() {
    return limit == null ? 25 : limit;
  }

  private List<Sample> read(InputFiles files) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Path file : files.files()) {
      long before = samples.size() + problems;
      String lines = "malformed records in " + InputFiles.nameOf(file);
      try (FewMessages messages = new FewMessages(console, lines);
          DrawingReader reader =
              files.open(
                  file,
                  message -> {
                    messages.accept(message);
                    problems++;
                  })) {
        read(reader, file, samples);
        if (samples.size() + problems == before) {
          problem("no drawing in " + InputFiles.nameOf(file));
        }
      } catch (DrawingFormatException e) { // the format is unknown
        problem(Failures.describe(e));
      }
      if (samples.size() == sheetLimit()) {
        break;
      }
    }
    return samples;
  }

  private void read(DrawingReader reader, Path file, List<Sample> samples) {
    try {
      while (samples.size() < sheetLimit()) {
        QuickDrawRecord record = reader.next();
        if (record == null) {
          return;
        }
        // Without the folder: the same file gives the same sheet wherever it is.
        String place = file.getFileName() + ":" + reader.number();
        samples.add(new Sample(record.drawing(), record.keyIdText().orElse(place)));
      }
    } catch (DrawingFormatException | IOException e) {
      problem(Failures.describe(e));
    }
  }

  private void problem(String message) {
    console.error(message);
    problems++;
  }
}
