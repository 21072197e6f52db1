package org.sketchsdk.infer;

import java.util.Objects;
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
