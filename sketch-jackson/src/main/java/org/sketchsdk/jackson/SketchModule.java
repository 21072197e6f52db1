package org.sketchsdk.jackson;

import com.fasterxml.jackson.databind.module.SimpleModule;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.Prediction;

/**
 * Adds drawings and predictions to an {@code ObjectMapper}. The package describes their form.
 *
 * <p>Thread-safe after it is registered, as all modules of Jackson.
 */
public final class SketchModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  /** The most points that a drawing may have if no other limit is given: 10,000. */
  public static final int DEFAULT_MAX_POINTS = 10_000;

  /** Creates a module that reads drawings of at most {@link #DEFAULT_MAX_POINTS} points. */
  public SketchModule() {
    this(DEFAULT_MAX_POINTS);
  }

  /**
   * Creates a module.
   *
   * @param maxPoints the most points that a drawing may have when it is read, at least 1. A drawing
   *     of 100,000 points takes some 0.3 s to classify
   * @throws IllegalArgumentException if {@code maxPoints} is less than 1
   */
  public SketchModule(int maxPoints) {
    super("sketch");
    if (maxPoints < 1) {
      throw new IllegalArgumentException("maxPoints must be at least 1: " + maxPoints);
    }
    addSerializer(Drawing.class, new DrawingSerializer());
    addSerializer(Stroke.class, new StrokeSerializer());
    addSerializer(Prediction.class, new PredictionSerializer());
    addSerializer(PicturePrediction.class, new PicturePredictionSerializer());
    addDeserializer(Drawing.class, new DrawingDeserializer(maxPoints));
    addDeserializer(Stroke.class, new StrokeDeserializer(maxPoints));
    addDeserializer(Prediction.class, new PredictionDeserializer());
  }
}
