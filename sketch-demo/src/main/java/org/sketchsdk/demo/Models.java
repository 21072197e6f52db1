package org.sketchsdk.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelInfo;

/**
 * The models that visitors can choose from, each at several levels of {@code maxFalseUnknown}. A
 * classifier is loaded when somebody first asks for it, and all visitors share it. Thread-safe.
 */
final class Models implements AutoCloseable {
  /** The values of {@code maxFalseUnknown}: always guess, as usual, guess only when sure. */
  static final List<Double> LEVELS = List.of(0.0, 0.05, 0.2);

  private record Choice(String name, double maxFalseUnknown) {}

  private final SketchClassifier first;
  private final Map<Choice, SketchClassifier> loaded = new HashMap<>();
  private final Map<String, Integer> words = new LinkedHashMap<>(); // by name of the model

  /**
   * Prepares the choice.
   *
   * @param first the model of a visitor who has chosen nothing; not closed
   */
  Models(SketchClassifier first) {
    this.first = first;
  }

  SketchClassifier first() {
    return first;
  }

  /** Returns the names of the models, the first one first, with how many words each knows. */
  synchronized Map<String, Integer> words() {
    if (words.isEmpty()) {
      words.put(first.info().name(), first.info().labels().size());
      for (String name : SketchClassifier.embeddedModels()) {
        words.computeIfAbsent(
            name, key -> ModelInfo.read(SketchClassifier.embeddedModel(key), key).labels().size());
      }
    }
    return Collections.unmodifiableMap(words);
  }

  /** Returns the levels of a model: a model from a file has the one that it was loaded with. */
  List<Double> levels(String name) {
    return SketchClassifier.embeddedModels().contains(name)
        ? LEVELS
        : List.of(first.maxFalseUnknown());
  }

  /** Returns a model, and loads it if nobody has used it yet. */
  synchronized SketchClassifier open(String name, double maxFalseUnknown) throws RefusedException {
    if (!words().containsKey(name)) {
      List<String> names = new ArrayList<>(words().keySet());
      names.sort(null);
      throw new RefusedException("there is no model of this name: choose one of " + names);
    }
    if (!levels(name).contains(maxFalseUnknown)) {
      throw new RefusedException(
          "maxFalseUnknown must be one of " + levels(name) + ": " + maxFalseUnknown);
    }
    if (name.equals(first.info().name()) && maxFalseUnknown == first.maxFalseUnknown()) {
      return first;
    }
    return loaded.computeIfAbsent(
        new Choice(name, maxFalseUnknown),
        choice ->
            SketchClassifier.builder()
                .embeddedModel(choice.name())
                .maxFalseUnknown(choice.maxFalseUnknown())
                .build());
  }

  /** Frees the models that were loaded here. */
  @Override
  public synchronized void close() {
    loaded.values().forEach(SketchClassifier::close);
    loaded.clear();
  }
}
