package org.sketchsdk.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.data.LabeledPictures;
import org.sketchsdk.train.evaluate.Evaluation;
import org.sketchsdk.train.evaluate.PictureEvaluation;
import org.sketchsdk.train.evaluate.UnknownEvaluation;

/**
 * What {@code evaluate} measured.
 *
 * @param model what the model says about itself
 * @param data the folder of the drawings or pictures
 * @param evaluation the figures
 * @param drawn the figures of unfinished drawings, from the smallest share of points to the whole;
 *     empty for pictures
 * @param pictures how the pictures were read; empty for drawings
 * @param unknown how well the samples are told from others; empty if nobody asked
 */
record EvaluationResult(
    ModelInfo model,
    Path data,
    Evaluation evaluation,
    List<Drawn> drawn,
    Optional<Pictures> pictures,
    Optional<UnknownEvaluation> unknown) {
  static EvaluationResult ofDrawings(
      ModelInfo model, Path data, Evaluation evaluation, List<Drawn> drawn) {
    return new EvaluationResult(model, data, evaluation, drawn, Optional.empty(), Optional.empty());
  }

  static EvaluationResult ofPictures(ModelInfo model, Path data, Pictures pictures) {
    return new EvaluationResult(
        model,
        data,
        pictures.read().evaluation(),
        List.of(),
        Optional.of(pictures),
        Optional.empty());
  }

  EvaluationResult withUnknown(UnknownEvaluation evaluated) {
    return new EvaluationResult(model, data, evaluation, drawn, pictures, Optional.of(evaluated));
  }

  /** Figures when a share of the points is drawn. */
  record Drawn(int percent, Evaluation evaluation) {}

  /** What there was in the folder, and how it was read. */
  record Pictures(LabeledPictures listed, PictureEvaluation read) {
    int leftOut(LabeledPictures.Reason reason) {
      return listed.leftOut().stream()
          .filter(each -> each.reason() == reason)
          .mapToInt(LabeledPictures.LeftOut::pictures)
          .sum();
    }

    long categoriesLeftOut(LabeledPictures.Reason reason) {
      return listed.leftOut().stream().filter(each -> each.reason() == reason).count();
    }
  }

  /** Drawings or pictures. */
  String samples() {
    return pictures.isPresent() ? "pictures" : "drawings";
  }

  /** The classes with samples, as indices. */
  List<Integer> classes() {
    return IntStream.range(0, evaluation.labels().size())
        .filter(label -> evaluation.total(label) > 0)
        .boxed()
        .toList();
  }
}
