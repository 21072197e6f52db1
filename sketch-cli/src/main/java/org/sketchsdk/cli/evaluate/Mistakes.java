package org.sketchsdk.cli.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.data.LabeledPictures;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.Outcome;
import org.sketchsdk.train.evaluate.PictureEvaluation;

/** The mistakes that a model was surest of, as it saw them. */
interface Mistakes {
  /** How many are shown. */
  int LIMIT = 40;

  /**
   * A mistake.
   *
   * @param raster what the model saw
   * @param actual the true class
   * @param answer the model's
   * @param probability of the answer
   * @param source the file, empty for a drawing
   * @param remarks of the extractor, empty for a drawing
   */
  record Mistake(
      Raster raster,
      String actual,
      String answer,
      double probability,
      String source,
      List<String> remarks) {}

  /** Draws a sample, by its position in the evaluation's outcomes. */
  Mistake draw(Evaluation evaluation, int position) throws IOException;

  /** Draws the worst ones, the highest probability first. */
  default List<Mistake> worst(EvaluationResult result) throws IOException {
    List<Mistake> mistakes = new ArrayList<>();
    for (int position : result.evaluation().worstMistakes(LIMIT)) {
      mistakes.add(draw(result.evaluation(), position));
    }
    return mistakes;
  }

  static Mistakes ofDrawings(SketchClassifier classifier, LabeledDrawings data) {
    List<Drawing> drawings = data.drawings().stream().flatMap(List::stream).toList();
    return (evaluation, position) ->
        mistake(
            evaluation,
            position,
            classifier.whatTheModelSaw(drawings.get(position)),
            "",
            List.of());
  }

  /** Pictures are read again: they need not all be kept for a few. */
  static Mistakes ofPictures(
      SketchClassifier classifier, LabeledPictures data, PictureEvaluation read) {
    return (evaluation, position) -> {
      LabeledPictures.Picture picture = data.pictures().get(position);
      List<String> remarks = new ArrayList<>();
      for (Diagnostic diagnostic : read.readings().get(position).diagnostics()) {
        remarks.add(EvaluationText.nameOf(diagnostic));
      }
      Path folder = Objects.requireNonNull(picture.file().getParent()); // that of its class
      return mistake(
          evaluation,
          position,
          classifier.whatTheModelSaw(BufferedImages.read(picture.file())),
          folder.getFileName() + "/" + picture.file().getFileName(),
          remarks);
    };
  }

  private static Mistake mistake(
      Evaluation evaluation, int position, Raster raster, String source, List<String> remarks) {
    Outcome outcome = evaluation.outcomes().get(position);
    return new Mistake(
        raster,
        evaluation.labels().get(outcome.actual()),
        evaluation.labels().get(outcome.answer()),
        outcome.probability(),
        source,
        remarks);
  }
}
