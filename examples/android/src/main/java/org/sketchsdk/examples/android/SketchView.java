package org.sketchsdk.examples.android;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.view.MotionEvent;
import android.view.View;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.LiveSketch;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;

/** A view to draw on with a finger or a pen. It tells a listener what the drawing looks like. */
public final class SketchView extends View {
  private static final float PEN_WIDTH_PX = 8;

  private final LiveSketch sketch;
  private final Consumer<Prediction> listener;
  private final Paint pen = new Paint(Paint.ANTI_ALIAS_FLAG);

  /**
   * Creates a view.
   *
   * @param context the activity
   * @param classifier one for the whole app; the view does not close it
   * @param listener gets a prediction after each stroke, on the main thread
   */
  public SketchView(Context context, SketchClassifier classifier, Consumer<Prediction> listener) {
    super(context);
    this.sketch = classifier.live();
    this.listener = listener;
    pen.setStrokeWidth(PEN_WIDTH_PX);
    pen.setStrokeCap(Paint.Cap.ROUND);
  }

  @Override
  public boolean onTouchEvent(MotionEvent event) {
    addTo(sketch, event);
    if (event.getActionMasked() == MotionEvent.ACTION_UP) {
      listener.accept(sketch.prediction());
    }
    invalidate();
    return true;
  }

  /**
   * Adds the points of an event. Android collects several points in one event of the action move:
   * all but the last are its history. Without them, fast strokes become polygons.
   */
  static void addTo(LiveSketch sketch, MotionEvent event) {
    switch (event.getActionMasked()) {
      case MotionEvent.ACTION_DOWN -> sketch.beginStroke(event.getX(), event.getY());
      case MotionEvent.ACTION_MOVE -> {
        for (int i = 0; i < event.getHistorySize(); i++) {
          sketch.lineTo(event.getHistoricalX(i), event.getHistoricalY(i));
        }
        sketch.lineTo(event.getX(), event.getY());
      }
      case MotionEvent.ACTION_UP -> {
        sketch.lineTo(event.getX(), event.getY());
        sketch.endStroke();
      }
      case MotionEvent.ACTION_CANCEL -> { // the system took the gesture for something else
        sketch.endStroke();
        sketch.undo();
      }
      default -> {} // a second finger
    }
  }

  /** Removes the last stroke. */
  public void undo() {
    if (sketch.undo()) {
      listener.accept(sketch.prediction());
      invalidate();
    }
  }

  @Override
  protected void onDraw(@Nullable Canvas canvas) {
    if (canvas == null) {
      return;
    }
    for (Stroke stroke : sketch.drawing()) {
      canvas.drawPoint(stroke.x(0), stroke.y(0), pen);
      for (int i = 1; i < stroke.size(); i++) {
        canvas.drawLine(stroke.x(i - 1), stroke.y(i - 1), stroke.x(i), stroke.y(i), pen);
      }
    }
  }
}
