package org.example.service;

import com.fasterxml.jackson.databind.Module;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.jackson.SketchModule;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Classifies sketches over HTTP. */
@SpringBootApplication
public class Service {
  static {
    // strokes, each of arrays of numbers; the description cannot see what SketchModule writes
    SpringDocUtils.getConfig()
        .replaceWithSchema(
            Drawing.class,
            new ArraySchema()
                .items(new ArraySchema().items(new ArraySchema().items(new NumberSchema())))
                .description("Strokes [[x, …], [y, …]], with times [[x, …], [y, …], [t, …]]")
                .example("[[[20, 20, 80, 80, 20], [100, 50, 50, 100, 100]]]"));
  }

  public static void main(String[] args) {
    SpringApplication.run(Service.class, args);
  }

  /** One classifier for all requests: it is thread-safe. Spring closes it at the end. */
  @Bean
  SketchClassifier classifier() {
    return SketchClassifier.builder().maxFalseUnknown(0.05).build();
  }

  /** Spring adds modules that are beans, so this one takes the place of the one that it finds. */
  @Bean
  Module sketchModule(@Value("${sketch.max-points}") int maxPoints) {
    return new SketchModule(maxPoints);
  }
}
