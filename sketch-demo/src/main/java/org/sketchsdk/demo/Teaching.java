package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.CustomClasses;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelFormatException;

/**
 * The classes that a visitor taught, beside those of the model. Thread-safe: what is known can be
 * used while more is learned.
 */
final class Teaching {
  private final SketchClassifier classifier;
  private final Limits limits;

  private CustomClasses.@Nullable Builder builder; // null before the first example
  private final Map<String, Integer> examples = new LinkedHashMap<>(); // 0: the file has none
  private @Nullable CustomClasses own; // null for none
  private volatile @Nullable CustomClasses all; // the same with the model's classes

  Teaching(SketchClassifier classifier, Limits limits) {
    this.classifier = classifier;
    this.limits = limits;
  }

  /** Returns own classes and the model's together, if there are own ones. */
  Optional<CustomClasses> classes() {
    return Optional.ofNullable(all);
  }

  synchronized void add(String name, Drawing drawing) throws RefusedException {
    String label = label(name);
    if (own != null && builder == null) {
      throw new RefusedException(
          "these classes cannot be taught further, because their file is of an early version and"
              + " has no examples: forget them to start anew");
    }
    int count = examples.values().stream().mapToInt(Integer::intValue).sum();
    if (count >= limits.maxExamples()) {
      throw new RefusedException(
          exceed("examples", count + 1, limits.maxExamples(), "maxExamples"));
    }
    if (!examples.containsKey(label) && examples.size() >= limits.maxClasses()) {
      throw new RefusedException(
          exceed("own classes", examples.size() + 1, limits.maxClasses(), "maxClasses"));
    }
    if (drawing.isEmpty()) {
      throw new RefusedException("an example must have ink: draw " + label + " first");
    }
    if (builder == null) {
      builder = CustomClasses.on(classifier);
    }
    builder.add(label, drawing);
    examples.merge(label, 1, Integer::sum);
    use(builder.learn());
  }

  private String label(String name) throws RefusedException {
    String label = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (label.isEmpty()) {
      throw new RefusedException("a class must have a name");
    }
    if (label.length() > limits.maxLabelChars()) {
      throw new RefusedException(
          exceed("characters in name", label.length(), limits.maxLabelChars(), "maxLabelChars"));
    }
    if (label.codePoints().anyMatch(Teaching::isInvisible)) {
      throw new RefusedException("a name must not have control characters");
    }
    if (classifier.info().labels().contains(label)) {
      throw new RefusedException("the model knows \"" + label + "\" already: choose another name");
    }
    return label;
  }

  /** Joiners within emoji and scripts are wanted; what turns or breaks lines is not. */
  private static boolean isInvisible(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.LINE_SEPARATOR
        || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR
        || Character.getType(codePoint) == Character.SURROGATE
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  static String exceed(String what, long actual, long most, String limit) {
    return what + " (" + actual + ") exceed the maximum allowed (" + most + ", see " + limit + ")";
  }

  private void use(CustomClasses classes) {
    all = classes.withModelClasses();
    own = classes;
  }

  synchronized void forget() {
    builder = null;
    own = null;
    all = null;
    examples.clear();
  }

  /** Returns the file of the own classes. */
  synchronized byte[] save() throws RefusedException, IOException {
    if (own == null) {
      throw new RefusedException(404, "there are no own classes to save: teach one first");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    own.save(bytes);
    return bytes.toByteArray();
  }

  /** Replaces the own classes by those of a file. */
  synchronized void load(byte[] file) throws RefusedException, IOException {
    CustomClasses loaded;
    try {
      loaded = CustomClasses.load(new ByteArrayInputStream(file), classifier);
    } catch (ModelFormatException e) {
      throw new RefusedException("this is no file of classes for this model: " + e.getMessage());
    }
    List<String> labels = loaded.labels();
    if (labels.size() > limits.maxClasses()) {
      throw new RefusedException(
          exceed("own classes", labels.size(), limits.maxClasses(), "maxClasses"));
    }
    for (String label : labels) {
      label(label);
    }
    int count = labels.stream().mapToInt(loaded::exampleCount).sum();
    if (count > limits.maxExamples()) {
      throw new RefusedException(exceed("examples", count, limits.maxExamples(), "maxExamples"));
    }
    use(loaded);
    builder = loaded.hasExamples() ? loaded.toBuilder() : null;
    examples.clear();
    labels.forEach(label -> examples.put(label, loaded.exampleCount(label)));
  }

  /** Returns the own classes as a message: names, and how many examples each has. */
  synchronized ObjectNode describe() {
    ObjectNode message = Json.message("classes");
    message.put("loaded", own != null && builder == null);
    ArrayNode array = message.putArray("classes");
    examples.forEach(
        (label, count) -> array.addObject().put("label", label).put("examples", count));
    return message;
  }
}
