package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.DrawingSplitter;
import org.sketchsdk.infer.Classifier;
import org.sketchsdk.infer.Prediction;

/**
 * The drawings on one canvas, each with its answer. Only what has changed since the last time runs
 * the network. Not thread-safe.
 */
final class Whiteboard {
  /** More drawings than these are not answered. */
  static final int MOST_DRAWINGS = 24;

  private @Nullable Classifier answered; // gave the predictions
  private Map<Drawing, Prediction> predictions = Map.of();

  /** Adds the drawings with bounds, verdict and candidates, the largest first. */
  void put(ArrayNode target, Drawing all, Answering answering) {
    if (answered != answering.classifier()) {
      answered = answering.classifier();
      predictions = Map.of();
    }
    Map<Drawing, Prediction> kept = new HashMap<>();
    List<Drawing> drawings = DrawingSplitter.split(all);
    for (Drawing drawing : drawings.subList(0, Math.min(MOST_DRAWINGS, drawings.size()))) {
      Prediction prediction = predictions.get(drawing);
      if (prediction == null) {
        prediction = answering.classifier().classify(drawing);
      }
      kept.put(drawing, prediction);
      ObjectNode each = target.addObject();
      put(each.putArray("bounds"), drawing.bounds());
      answering.put(each, prediction);
    }
    predictions = kept;
  }

  /** Adds left, top, right and bottom, in whole numbers. */
  static void put(ArrayNode target, Bounds box) {
    target.add(Math.round(box.minX())).add(Math.round(box.minY()));
    target.add(Math.round(box.maxX())).add(Math.round(box.maxY()));
  }
}
