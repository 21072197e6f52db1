package org.sketchsdk.examples.android;

import android.content.res.AssetManager;
import java.io.IOException;
import java.io.InputStream;
import org.sketchsdk.infer.SketchClassifier;

/** Classifiers. Loading takes a while, so it belongs on a thread of the background. */
public final class Models {
  private Models() {}

  /**
   * Loads a model that comes with the app.
   *
   * @param assets the app's assets
   * @param name the path of the model below {@code src/main/assets}, such as "own.onnx"
   * @return a classifier, closed by the caller
   * @throws IOException if there is no such asset
   */
  public static SketchClassifier fromAssets(AssetManager assets, String name) throws IOException {
    try (InputStream in = assets.open(name)) {
      return SketchClassifier.builder().model(in).build();
    }
  }

  /**
   * Loads the embedded model of 25 classes.
   *
   * @return a classifier, closed by the caller
   */
  public static SketchClassifier embedded() {
    return SketchClassifier.load();
  }
}
