package org.sketchsdk.infer;

import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.LiveDrawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;

/**
 * A drawing in the making, and at any moment what it is taken for.
 *
 * <pre>{@code
 * LiveSketch live = classifier.live();
 * live.beginStroke(10, 10);
 * live.lineTo(90, 20);
 * Prediction guess = live.prediction();   // of the unfinished stroke
 * live.lineTo(50, 80);
 * live.endStroke();
 * }</pre>
 *
 * <p>Coordinates are of any unit, such as the CSS pixels of a canvas. The points are taken as they
 * come, not thinned by {@link org.sketchsdk.core.Simplifier} as the drawings of the training were:
 * that gains nothing, see {@link org.sketchsdk.infer the package}.
 *
 * <p>A new point inside the bounds of the drawing costs its segment of the line; see {@link
 * LiveDrawing}. The network runs when a prediction is asked for and the drawing has changed since
 * the last one.
 *
 * <p>Thread-safe: one thread may draw while another asks for predictions. Drawing never waits for
 * the network. Nothing is to be closed; once the classifier is closed, new predictions are refused.
 */
public final class LiveSketch {
  private final SketchClassifier classifier;
  private final LiveDrawing live; // guarded by itself
  private long version; // grows with every change; guarded by live

  // Taken before the lock of live where both are.
  private final Object predicting = new Object();
  private Prediction prediction = Prediction.EMPTY; // guarded by predicting, as is the next
  private long predictedVersion;

  LiveSketch(SketchClassifier classifier, Rasterizer rasterizer, int maxPoints) {
    this.classifier = classifier;
    this.live = LiveDrawing.on(rasterizer, maxPoints);
  }

  /**
   * Puts the pen down: a dot, until the line goes on.
   *
   * @param x finite, to the right, in any unit
   * @param y finite, downwards, in the same unit
   * @throws IllegalArgumentException if a coordinate is not finite
   * @throws IllegalStateException if a stroke is not finished, or the drawing has as many points as
   *     it may; nothing is changed
   */
  public void beginStroke(float x, float y) {
    synchronized (live) {
      live.beginStroke(x, y);
      version++;
    }
  }

  /**
   * Draws a straight line from the last point.
   *
   * @param x finite, to the right, in any unit
   * @param y finite, downwards, in the same unit
   * @throws IllegalArgumentException if a coordinate is not finite
   * @throws IllegalStateException if no stroke is begun, or the drawing has as many points as it
   *     may; nothing is changed
   */
  public void lineTo(float x, float y) {
    synchronized (live) {
      live.lineTo(x, y);
      version++;
    }
  }

  /**
   * Lifts the pen. The drawing stays the same, so a prediction made before is still good.
   *
   * @throws IllegalStateException if no stroke is begun
   */
  public void endStroke() {
    synchronized (live) {
      live.endStroke();
    }
  }

  /**
   * Takes the last stroke away: the unfinished one if there is one.
   *
   * @return whether there was a stroke
   */
  public boolean undo() {
    synchronized (live) {
      boolean undone = live.undo();
      if (undone) {
        version++;
      }
      return undone;
    }
  }

  /** Takes all strokes away. */
  public void clear() {
    synchronized (live) {
      live.clear();
      version++;
    }
  }

  /**
   * Says what the drawing is taken for as it is now, with the unfinished stroke. Asked again
   * without a change in between, it answers without running the network.
   *
   * @return the prediction; {@link Prediction.Verdict#EMPTY} where there is no stroke
   * @throws IllegalStateException if the classifier is closed
   * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
   */
  public Prediction prediction() {
    synchronized (predicting) {
      Raster raster;
      long rendered;
      synchronized (live) {
        if (version == predictedVersion) {
          return prediction;
        }
        raster = live.raster();
        rendered = version;
      }
      prediction = classifier.classify(raster);
      predictedVersion = rendered;
      return prediction;
    }
  }

  /**
   * Returns what has been drawn so far, with the unfinished stroke as it is.
   *
   * @return the strokes in the coordinates that were given, without times
   */
  public Drawing drawing() {
    synchronized (live) {
      return live.drawing();
    }
  }

  /**
   * Returns the pixels that the network is given for the drawing as it is now: those of {@link
   * SketchClassifier#whatTheModelSaw(Drawing)} for {@link #drawing()}.
   *
   * @return a new raster of the model's size
   */
  public Raster whatTheModelSaw() {
    synchronized (live) {
      return live.raster();
    }
  }
}
