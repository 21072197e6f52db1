package org.example.service;

import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.SketchClassifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up if the network answers; it says which backend runs it. */
@Component
class ClassifierHealth implements HealthIndicator {
  private static final Drawing LINE = Drawing.of(Stroke.ofPoints(0, 0, 100, 50));

  private final SketchClassifier classifier;

  ClassifierHealth(SketchClassifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public Health health() {
    classifier.classify(LINE);
    return Health.up()
        .withDetail("model", classifier.info().name())
        .withDetail("backend", classifier.backend())
        .build();
  }
}
