package org.sketchsdk.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.Failures;
import org.sketchsdk.cli.console.FewMessages;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.data.LabeledPictures;
import org.sketchsdk.train.data.UnknownDrawings;
import org.sketchsdk.train.evaluate.UnknownEvaluation;
import org.sketchsdk.train.evaluate.UnknownEvaluation.Scores;

/** Scores drawings and pictures that show something else than a model's classes. */
final class UnknownSources {
  static final String SCRIBBLES = "scribbles";
  static final String LETTERS = "letters";

  private static final int GENERATED = 1_000;
  private static final long SEED = 1;

  private final SketchClassifier classifier;
  private final Console console;
  private final Rasterizer rasterizer;
  private final InkExtractor extractor;

  UnknownSources(SketchClassifier classifier, Console console) {
    this.classifier = classifier;
    this.console = console;
    this.rasterizer = Rasterizer.create(classifier.info().rasterOptions());
    this.extractor = InkExtractor.create(classifier.info().rasterOptions());
  }

  /** Scores what a source has: one kind of drawings, or two. */
  List<Scores> scores(String source) throws IOException {
    return switch (source) {
      case SCRIBBLES -> List.of(ofDrawings(SCRIBBLES, UnknownDrawings.scribbles(GENERATED, SEED)));
      case LETTERS -> List.of(ofDrawings(LETTERS, UnknownDrawings.letters(GENERATED, SEED)));
      default -> ofFolder(Path.of(source));
    };
  }

  private List<Scores> ofFolder(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      throw new FailureException(
          "--unknown takes a folder, " + SCRIBBLES + " or " + LETTERS + ", not " + source);
    }
    Path folder = Files.isDirectory(source.resolve("test")) ? source.resolve("test") : source;
    // an index of pictures is no file of drawings
    boolean pictures = Files.isRegularFile(folder.resolve(LabeledPictures.INDEX));
    List<String> classes =
        pictures ? new ArrayList<>() : new ArrayList<>(LabeledDrawings.labelsIn(folder));
    List<Scores> scores = classes.isEmpty() ? ofPictures(folder) : ofClasses(folder, classes);
    if (scores.isEmpty()) {
      throw new FailureException(
          "nothing but classes of model " + classifier.info().name() + " in folder " + folder);
    }
    return scores;
  }

  /** Scores drawings, also known ones. */
  Scores ofDrawings(String name, List<Drawing> drawings) {
    List<Raster> rasters = new ArrayList<>(drawings.size());
    for (Drawing drawing : drawings) {
      rasters.add(rasterizer.render(StrayMarks.remove(drawing)));
    }
    return UnknownEvaluation.scores(classifier, name, rasters);
  }

  private List<Scores> ofClasses(Path folder, List<String> classes) throws IOException {
    classes.removeAll(classifier.info().labels());
    List<Double> scores = new ArrayList<>();
    int blank = 0;
    for (String each : classes) {
      // class by class, as all of them at once may not fit into memory
      Scores own = ofDrawings(each, LabeledDrawings.load(folder, List.of(each)).drawings().get(0));
      scores.addAll(own.scores());
      blank += own.blank();
    }
    return scores.isEmpty()
        ? List.of()
        : List.of(new Scores(folder + ", " + classes.size() + " other classes", scores, blank));
  }

  private List<Scores> ofPictures(Path folder) throws IOException {
    List<Scores> all = new ArrayList<>();
    for (LabeledPictures.Reason reason :
        List.of(LabeledPictures.Reason.NO_CLASS, LabeledPictures.Reason.UNKNOWN_CLASS)) {
      Map<String, List<Path>> categories =
          LabeledPictures.others(folder, classifier.info().labels(), reason);
      List<Path> files = categories.values().stream().flatMap(List::stream).toList();
      boolean none = reason == LabeledPictures.Reason.NO_CLASS;
      Scores scores =
          ofPictures(
              folder
                  + ", "
                  + categories.size()
                  + (none ? " categories without a class" : " categories of other classes"),
              files);
      if (!scores.scores().isEmpty()) {
        all.add(scores);
      }
    }
    return all;
  }

  /** Scores the drawings in pictures, also known ones; what cannot be read is reported. */
  Scores ofPictures(String name, List<Path> files) {
    List<Raster> rasters = new ArrayList<>(files.size());
    try (FewMessages messages = new FewMessages(console, "pictures are unreadable")) {
      for (Path file : files) {
        try {
          rasters.add(extractor.extract(BufferedImages.read(file)).raster());
        } catch (ImageFormatException | IOException e) {
          messages.accept(Failures.describe(e));
        }
      }
    }
    return UnknownEvaluation.scores(classifier, name, rasters);
  }
}
