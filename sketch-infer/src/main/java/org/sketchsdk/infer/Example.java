package org.sketchsdk.infer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Inference.Head;
import org.sketchsdk.render.Raster;

/**
 * An example of a class: a drawing, or a raster if there is no drawing; and, once it was needed,
 * what one classifier makes of it. Thread-safe.
 */
final class Example {
  private final String label;
  private final @Nullable Drawing drawing;
  private final @Nullable Raster raster;
  private volatile @Nullable Reading reading; // null: not computed yet

  /**
   * What a classifier makes of an example.
   *
   * @param unit the embedding, divided by its length
   * @param knownScore the model's score; infinity if the model cannot tell
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Reading(float[] unit, double knownScore) {}

  private static final class ReadingHead implements Head<Optional<Reading>> {
    @Override
    public boolean needsEmbedding() {
      return true;
    }

    @Override
    public Optional<Reading> empty() {
      return Optional.empty();
    }

    @Override
    public Optional<Reading> read(Outputs outputs) {
      double score = outputs.knownScore(outputs.softmax());
      return Optional.of(new Reading(outputs.unitEmbedding(), score));
    }
  }

  private Example(String label, @Nullable Drawing drawing, @Nullable Raster raster) {
    this.label = label;
    this.drawing = drawing;
    this.raster = raster;
  }

  static Example of(String label, Drawing drawing) {
    return new Example(label, drawing, null);
  }

  static Example of(String label, Raster raster) {
    return new Example(label, null, raster);
  }

  String label() {
    return label;
  }

  @Nullable Drawing drawing() {
    return drawing;
  }

  @Nullable Raster raster() {
    return raster;
  }

  int pointCount() {
    int points = 0;
    if (drawing != null) {
      for (Stroke stroke : drawing.strokes()) {
        points += stroke.size();
      }
    }
    return points;
  }

  /** Returns the pixels that the model is given. */
  Raster pixels(SketchClassifier classifier) {
    if (raster != null) {
      return raster;
    }
    return classifier.whatTheModelSaw(drawing == null ? Drawing.empty() : drawing);
  }

  /**
   * Returns what the classifier makes of the example, always the same classifier.
   *
   * @return empty if there is no ink
   */
  Optional<Reading> reading(SketchClassifier classifier) {
    Reading known = reading;
    if (known != null) {
      return Optional.of(known);
    }
    Inference inference = classifier.inference();
    Optional<Reading> computed =
        drawing != null
            ? inference.run(drawing, new ReadingHead())
            : inference.run(pixels(classifier), new ReadingHead());
    reading = computed.orElse(null);
    return computed;
  }
}
