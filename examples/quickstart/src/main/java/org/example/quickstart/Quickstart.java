package org.example.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.LiveSketch;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.awt.BufferedImages;

/** Classifies a house, drawn here; the same while it is drawn; and pictures of drawings. */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Prints what the drawings are taken for.
   *
   * @param pictures paths of pictures to classify, PNG, JPEG, GIF or BMP
   * @throws IOException if a picture cannot be read
   */
  public static void main(String[] pictures) throws IOException {
    Stroke wall = Stroke.of(new float[] {20, 20, 80, 80, 20}, new float[] {50, 100, 100, 50, 50});
    Stroke roof = Stroke.of(new float[] {20, 50, 80}, new float[] {50, 10, 50});
    Stroke door = Stroke.of(new float[] {45, 45, 58, 58}, new float[] {100, 72, 72, 100});
    Drawing house = Drawing.of(List.of(wall, roof, door));

    try (SketchClassifier classifier = SketchClassifier.load()) {
      System.out.println("drawing: " + describe(classifier.classify(house)));

      LiveSketch live = classifier.live();
      for (Stroke stroke : house.strokes()) {
        live.beginStroke(stroke.x(0), stroke.y(0));
        for (int i = 1; i < stroke.size(); i++) {
          live.lineTo(stroke.x(i), stroke.y(i));
        }
        live.endStroke();
        System.out.println("so far: " + describe(live.prediction()));
      }

      for (String picture : pictures) {
        var found = classifier.classify(BufferedImages.read(Path.of(picture))).prediction();
        System.out.println(picture + ": " + describe(found));
      }
    }
  }

  private static String describe(Prediction prediction) {
    return prediction.top().map(Prediction.Candidate::label).orElse("nothing is drawn");
  }
}
