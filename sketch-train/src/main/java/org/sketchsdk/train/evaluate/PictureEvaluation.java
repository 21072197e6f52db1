package org.sketchsdk.train.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;
import org.sketchsdk.train.data.LabeledPictures;

/**
 * The result of a classifier on pictures of sketches, each read by {@link
 * SketchClassifier#classify(Picture)}. Immutable.
 *
 * @param evaluation the figures; a picture that cannot be read, or has no ink, counts as wrong
 * @param readings how each picture was read, in the order of the pictures and of the outcomes
 */
public record PictureEvaluation(Evaluation evaluation, List<Reading> readings) {
  /** Copies the list. */
  public PictureEvaluation {
    readings = List.copyOf(readings);
  }

  /**
   * How one picture was read.
   *
   * @param diagnostics diagnostics of the extractor; empty if the file cannot be read
   * @param problem why the file cannot be read; empty if it can
   */
  public record Reading(Set<Diagnostic> diagnostics, Optional<String> problem) {}

  /** A picture's part of the result. */
  private record Judged(Outcome outcome, Reading reading) {}

  /**
   * Reads and classifies pictures on all processors. Each picture is classified by itself, so the
   * result does not depend on the number of processors.
   *
   * @param classifier as in {@link Evaluation#of(SketchClassifier,
   *     org.sketchsdk.train.data.LabeledDrawings)}
   * @param data pictures, listed for the labels of the classifier
   * @param progress receives, on the calling thread, the number of pictures done
   * @return the result
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if the pictures were listed for other labels
   */
  public static PictureEvaluation of(
      SketchClassifier classifier, LabeledPictures data, IntConsumer progress)
      throws InterruptedException {
    return of(classifier, data, progress, Runtime.getRuntime().availableProcessors());
  }

  static PictureEvaluation of(
      SketchClassifier classifier, LabeledPictures data, IntConsumer progress, int threads)
      throws InterruptedException {
    if (!data.labels().equals(classifier.info().labels())) {
      throw new IllegalArgumentException(
          "the pictures were listed for other labels than those of model "
              + classifier.info().name());
    }
    List<Outcome> outcomes = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Judged>> pending = new ArrayList<>();
      for (LabeledPictures.Picture picture : data.pictures()) {
        pending.add(pool.submit(() -> judge(classifier, picture)));
      }
      for (Future<Judged> future : pending) {
        Judged judged = await(future);
        outcomes.add(judged.outcome());
        readings.add(judged.reading());
        progress.accept(outcomes.size());
      }
    } finally {
      pool.shutdownNow();
    }
    return new PictureEvaluation(Evaluation.of(data.labels(), outcomes), readings);
  }

  private static Judged judge(SketchClassifier classifier, LabeledPictures.Picture picture) {
    Picture image;
    try {
      image = BufferedImages.read(picture.file());
    } catch (ImageFormatException | IOException e) {
      return new Judged(
          Outcome.none(picture.label()), new Reading(Set.of(), Optional.of(describe(e, picture))));
    }
    PicturePrediction found = classifier.classify(image);
    return new Judged(
        Outcome.of(picture.label(), found.prediction(), classifier.info().labels()),
        new Reading(found.diagnostics(), Optional.empty()));
  }

  private static String describe(Exception e, LabeledPictures.Picture picture) {
    if (e instanceof ImageFormatException) {
      return String.valueOf(e.getMessage());
    }
    // the message of a FileSystemException is the path alone
    return "cannot be read (" + e.getClass().getSimpleName() + "): " + picture.file();
  }

  private static Judged await(Future<Judged> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Counts the pictures with a diagnostic.
   *
   * @param diagnostic the diagnostic
   * @return how many pictures have it
   */
  public int count(Diagnostic diagnostic) {
    return (int) readings.stream().filter(each -> each.diagnostics().contains(diagnostic)).count();
  }

  /**
   * Counts the pictures with a diagnostic that got the right answer.
   *
   * @param diagnostic the diagnostic
   * @return at most {@link #count}
   */
  public int correct(Diagnostic diagnostic) {
    int correct = 0;
    for (int i = 0; i < readings.size(); i++) {
      if (readings.get(i).diagnostics().contains(diagnostic)
          && evaluation.outcomes().get(i).correct()) {
        correct++;
      }
    }
    return correct;
  }

  /**
   * Returns why pictures could not be read.
   *
   * @return a line for each such picture, in their order
   */
  public List<String> problems() {
    return readings.stream().flatMap(reading -> reading.problem().stream()).toList();
  }
}
