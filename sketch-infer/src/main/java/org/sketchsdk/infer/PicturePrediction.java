package org.sketchsdk.infer;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.image.Diagnostic;
import org.sketchsdk.render.image.InkExtraction;

/**
 * The prediction for a picture, with the drawing that was found in it.
 *
 * @param prediction the prediction; {@link Prediction.Verdict#EMPTY} where no drawing was found
 * @param extraction the drawing that was found, its raster, and remarks on the picture
 */
public record PicturePrediction(Prediction prediction, InkExtraction extraction) {
  /**
   * Checks the values.
   *
   * @throws NullPointerException if one is null
   */
  public PicturePrediction {
    Objects.requireNonNull(prediction, "prediction");
    Objects.requireNonNull(extraction, "extraction");
  }

  /**
   * Classifies a drawing that was found in a picture. Where its sheet can be read two ways ({@link
   * InkExtraction#otherWayUp()}), the way with the more probable first candidate counts.
   *
   * @param classifier classifies the raster
   * @param extraction what was found, with the raster that the classifier takes ({@link
   *     Classifier#rasterOptions()})
   * @return the prediction, with the drawing the way that was taken
   * @throws IllegalArgumentException if the raster has another size than the classifier takes
   */
  public static PicturePrediction of(Classifier classifier, InkExtraction extraction) {
    PicturePrediction found =
        new PicturePrediction(classifier.classify(extraction.raster()), extraction);
    Optional<InkExtraction> turned = extraction.otherWayUp();
    if (turned.isPresent()) {
      Prediction other = classifier.classify(turned.get().raster());
      if (probability(other) > probability(found.prediction)) {
        return new PicturePrediction(other, turned.get());
      }
    }
    return found;
  }

  private static double probability(Prediction prediction) {
    return prediction.top().map(Prediction.Candidate::probability).orElse(0.0);
  }

  /**
   * Returns the remarks on the picture. If there are any, the prediction is less reliable: ask for
   * a better picture.
   *
   * @return the diagnostics of {@link #extraction()}, none for a good picture; unmodifiable
   */
  public Set<Diagnostic> diagnostics() {
    return extraction.diagnostics();
  }

  /**
   * Returns the pixels that the network was given.
   *
   * @return the raster of {@link #extraction()}
   */
  public Raster whatTheModelSaw() {
    return extraction.raster();
  }
}
