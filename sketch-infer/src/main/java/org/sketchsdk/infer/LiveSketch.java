package org.sketchsdk.infer;

import java.util.List;
import java.util.function.Function;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.render.LiveDrawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;

/**
 * A drawing in progress with live predictions.
 *
 * <pre>{@code
 * LiveSketch live = classifier.live();
 * live.beginStroke(10, 10);
 * live.lineTo(90, 20);
 * Prediction guess = live.prediction();   // of the unfinished stroke
 * live.lineTo(50, 80);
 * live.endStroke();
 * boolean solved = live.matches("triangle", 0.6);
 * }</pre>
 *
 * <p>Coordinates have any unit, such as the CSS pixels of a canvas. The points are taken as they
 * come. There is no need to thin them with {@link org.sketchsdk.core.Simplifier}, see {@link
 * org.sketchsdk.infer the package}.
 *
 * <p>A new point inside the bounds of the drawing costs its segment of the line, see {@link
 * LiveDrawing}. The network runs only if a prediction is asked for and the drawing has changed
 * since the last one; {@link #prediction} and {@link #matches} share it.
 *
 * <p>Thread-safe. One thread may draw while another asks for predictions, and drawing never waits
 * for the network. There is nothing to close. After the classifier is closed, new predictions are
 * refused with an {@link IllegalStateException}.
 */
public final class LiveSketch {
  private final Function<byte[], Prediction> network;
  private final Rasterizer rasterizer;
  private final Function<Drawing, List<Integer>> strayMarks;
  private final LiveDrawing live; // guarded by itself
  private long version; // grows with every change; guarded by live

  // If both locks are taken, this one comes first.
  private final Object predicting = new Object();
  private Prediction prediction; // guarded by predicting, as are the next fields
  private long predictedVersion;
  private final byte[] pixels;

  /**
   * Starts a drawing.
   *
   * @param labels what the classifier tells apart
   * @param network classifies the pixels of a raster of the model's size; keeps nothing of them
   * @param rasterizer draws such rasters
   * @param strayMarks finds the strokes that are no part of a drawing
   * @param maxPoints the most points that the drawing may have
   */
  LiveSketch(
      List<String> labels,
      Function<byte[], Prediction> network,
      Rasterizer rasterizer,
      Function<Drawing, List<Integer>> strayMarks,
      int maxPoints) {
    this.network = network;
    this.rasterizer = rasterizer;
    int sizePx = rasterizer.options().sizePx();
    this.pixels = new byte[sizePx * sizePx];
    this.strayMarks = strayMarks;
    this.live = LiveDrawing.on(rasterizer, maxPoints);
    this.prediction = Prediction.empty(labels);
  }

  /**
   * Puts the pen down. This draws a dot until the line goes on.
   *
   * @param x finite, to the right, in any unit
   * @param y finite, down, in the same unit
   * @throws IllegalArgumentException if a coordinate is not finite
   * @throws IllegalStateException if a stroke is unfinished
   * @throws LimitException if the drawing has as many points as it may; nothing is changed
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
   * @param y finite, down, in the same unit
   * @throws IllegalArgumentException if a coordinate is not finite
   * @throws IllegalStateException if no stroke is begun
   * @throws LimitException if the drawing has as many points as it may; nothing is changed
   */
  public void lineTo(float x, float y) {
    synchronized (live) {
      live.lineTo(x, y);
      version++;
    }
  }

  /**
   * Lifts the pen. The drawing stays the same, so the last prediction is still good.
   *
   * @throws IllegalStateException if no stroke is begun
   */
  public void endStroke() {
    synchronized (live) {
      live.endStroke();
    }
  }

  /**
   * Adds a whole stroke.
   *
   * @param stroke any stroke
   * @throws IllegalStateException if a stroke is unfinished
   * @throws LimitException if the drawing would have more points than it may; nothing is changed
   */
  public void add(Stroke stroke) {
    synchronized (live) {
      live.add(stroke);
      version++;
    }
  }

  /**
   * Removes a stroke, for erasers. The strokes after it move up by one. {@link #redo} does not
   * bring it back.
   *
   * @param index place of the stroke in {@link #drawing()}, from 0; an unfinished stroke is the
   *     last
   * @throws IndexOutOfBoundsException if there is no such stroke
   */
  public void remove(int index) {
    synchronized (live) {
      live.remove(index);
      version++;
    }
  }

  /**
   * Removes the last stroke: the unfinished one if there is one.
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

  /**
   * Brings the stroke back that the last {@link #undo} removed. It comes back as a finished stroke.
   * Any other change to the drawing discards the strokes that were undone.
   *
   * @return whether there was a stroke to bring back
   */
  public boolean redo() {
    synchronized (live) {
      boolean redone = live.redo();
      if (redone) {
        version++;
      }
      return redone;
    }
  }

  /** Removes all strokes, also an unfinished one. {@link #undo} does not bring them back. */
  public void clear() {
    synchronized (live) {
      live.clear();
      version++;
    }
  }

  /**
   * Classifies the drawing as it is now, with the unfinished stroke. A stroke that begins far away
   * from the drawing is left out as a stray mark until it is long enough, so the prediction does
   * not flicker. A second call without a change in between returns the same prediction and does not
   * run the network.
   *
   * @return the prediction; {@link Prediction.Verdict#EMPTY} if there is no stroke
   * @throws IllegalStateException if the classifier is closed and the drawing has changed
   * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
   */
  public Prediction prediction() {
    synchronized (predicting) {
      Drawing drawing;
      long rendered;
      synchronized (live) {
        if (version == predictedVersion) {
          return prediction;
        }
        drawing = live.drawing();
        live.renderTo(pixels, 0);
        rendered = version;
      }
      List<Integer> stray = strayMarks.apply(drawing);
      if (!stray.isEmpty()) {
        rasterizer.renderTo(StrayMarks.without(drawing, stray), pixels, 0);
      }
      prediction = network.apply(pixels).leavingOut(stray);
      predictedVersion = rendered;
      return prediction;
    }
  }

  /**
   * Tells whether the drawing as it is now passes for what it should show. The same as {@code
   * prediction().matches(label, minProbability)}: it runs the network only if the drawing has
   * changed since the last prediction.
   *
   * @param label one of the classifier's labels
   * @param minProbability the probability from which on the drawing passes, 0 to 1
   * @return whether the label's probability reaches {@code minProbability}, and the drawing is
   *     neither {@link Prediction.Verdict#UNKNOWN} nor empty
   * @throws IllegalArgumentException if the classifier has no such label, or the probability is out
   *     of its range
   * @throws IllegalStateException if the classifier is closed and the drawing has changed
   * @throws org.sketchsdk.infer.spi.BackendException if the engine fails
   */
  public boolean matches(String label, double minProbability) {
    return prediction().matches(label, minProbability);
  }

  /**
   * Returns the drawing as it is now, with the unfinished stroke.
   *
   * @return the strokes in the coordinates that were given; strokes that were drawn point by point
   *     have no times
   */
  public Drawing drawing() {
    synchronized (live) {
      return live.drawing();
    }
  }

  /**
   * Returns the pixels that the network is given for the drawing as it is now. They are those of
   * {@link SketchClassifier#whatTheModelSaw(Drawing)} for {@link #drawing()}.
   *
   * @return a new raster of the model's size
   */
  public Raster whatTheModelSaw() {
    Drawing drawing;
    Raster raster;
    synchronized (live) {
      drawing = live.drawing();
      raster = live.raster();
    }
    List<Integer> stray = strayMarks.apply(drawing);
    return stray.isEmpty() ? raster : rasterizer.render(StrayMarks.without(drawing, stray));
  }
}
