package org.sketchsdk.examples;

import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;

/** The README's first lines of code. */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Draws a house and says what it is.
   *
   * @param arguments not used
   */
  public static void main(String[] arguments) {
    System.out.println(classifyHouse().top());
  }

  static Prediction classifyHouse() {
    Stroke wall = Stroke.of(new float[] {20, 20, 80, 80, 20}, new float[] {50, 100, 100, 50, 50});
    Stroke roof = Stroke.of(new float[] {20, 50, 80}, new float[] {50, 10, 50});
    Stroke door = Stroke.of(new float[] {45, 45, 58, 58}, new float[] {100, 72, 72, 100});
    Drawing drawing = Drawing.of(List.of(wall, roof, door));
    try (SketchClassifier classifier = SketchClassifier.load()) {
      return classifier.classify(drawing);
    }
  }
}
