package org.sketchsdk.bench;

import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.SketchClassifier;

/** A program that classifies one drawing, as {@link ColdStartBenchmark} starts it. */
public final class ColdStart {
  /** What comes before backend and label on the line that is printed. */
  static final String PREFIX = "prediction ";

  private ColdStart() {}

  /**
   * Classifies a house and prints the backend and the label.
   *
   * @param arguments none, or the one {@code baseline}: the line is printed without a classifier
   */
  public static void main(String[] arguments) {
    if (arguments.length > 0) {
      System.out.println(PREFIX + "none");
      return;
    }
    Stroke wall = Stroke.of(new float[] {20, 20, 80, 80, 20}, new float[] {50, 100, 100, 50, 50});
    Stroke roof = Stroke.of(new float[] {20, 50, 80}, new float[] {50, 10, 50});
    Stroke door = Stroke.of(new float[] {45, 45, 58, 58}, new float[] {100, 72, 72, 100});
    try (SketchClassifier classifier = SketchClassifier.load()) {
      String label =
          classifier.classify(Drawing.of(List.of(wall, roof, door))).top().orElseThrow().label();
      System.out.println(PREFIX + classifier.backend() + " " + label);
    }
  }
}
