package org.sketchsdk.examples.android;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.infer.LiveSketch;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.image.Picture;

/** What an app does with the SDK, without Android's own classes: R8 shrinks it, a JVM runs it. */
public final class ShrunkApp {
  private ShrunkApp() {}

  /** Prints what the SDK answers to a few questions. */
  public static void main(String[] args) throws Exception {
    String line = "{\"word\":\"house\",\"drawing\":[[[20,20,80,80,20],[100,50,50,100,100]]]}\n";
    Drawing read;
    try (NdjsonReader reader =
        NdjsonReader.of(
            new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)),
            "line",
            ReadOptions.defaults())) {
      read = reader.next().drawing();
    }
    for (String model : SketchClassifier.embeddedModels()) {
      try (SketchClassifier classifier = SketchClassifier.load(model)) {
        System.out.println(classifier.backend() + " " + classifier.info());
        System.out.println(classifier.classify(read));
        LiveSketch live = classifier.live();
        for (Stroke stroke : read) {
          live.add(stroke);
        }
        live.beginStroke(10, 50);
        live.lineTo(50, 10);
        live.lineTo(90, 50);
        live.endStroke();
        System.out.println(live.prediction());
        Picture picture = Picture.of(live.whatTheModelSaw());
        System.out.println(classifier.classify(picture).prediction());
      }
    }
  }
}
