package org.example.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.PicturePrediction;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.awt.BufferedImages;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The paths of the service. */
@RestController
class SketchController {
  /** A request with strokes. */
  record Strokes(Drawing drawing) {}

  private final SketchClassifier classifier;
  private final MeterRegistry meters;
  private final long maxPixels;

  SketchController(
      SketchClassifier classifier,
      MeterRegistry meters,
      @Value("${sketch.max-pixels}") long maxPixels) {
    this.classifier = classifier;
    this.meters = meters;
    this.maxPixels = maxPixels;
  }

  @GetMapping("/labels")
  List<String> labels() {
    return classifier.labels();
  }

  @PostMapping(path = "/drawings", consumes = MediaType.APPLICATION_JSON_VALUE)
  Prediction drawing(@RequestBody Strokes strokes) {
    if (strokes.drawing() == null) {
      throw new IllegalDrawingException("the field \"drawing\" is missing");
    }
    return counted(classifier.classify(strokes.drawing()));
  }

  /** The picture's content tells its format, not its name nor the type that the client states. */
  @PostMapping(path = "/pictures", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  PicturePrediction picture(@RequestParam("file") MultipartFile file) throws IOException {
    try (InputStream in = file.getInputStream()) {
      PicturePrediction answer = classifier.classify(BufferedImages.read(in, "file", maxPixels));
      counted(answer.prediction());
      return answer;
    }
  }

  private Prediction counted(Prediction prediction) {
    meters.counter("sketch.predictions", "verdict", prediction.verdict().name()).increment();
    return prediction;
  }
}
