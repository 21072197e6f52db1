package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Bounds;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.CustomClasses;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelFormatException;

/**
 * The classes that a visitor taught, beside those of the model. Words of the model can be taught,
 * too, see {@link Answering}. Thread-safe: what is known can be used while more is learned.
 */
final class Teaching {
  private final Limits limits;

  private SketchClassifier classifier;
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

  /**
   * Adds an example.
   *
   * @return the word that it was added to: the one given, or one that differs in case
   */
  synchronized String add(String name, Drawing drawing) throws RefusedException {
    CustomClasses.Builder builder =
        own == null ? CustomClasses.on(classifier) : builderOf(own, "taught further");
    String label = label(name);
    List<String> labels = labels();
    int count = exampleCount();
    if (count >= limits.maxExamples()) {
      throw RefusedException.exceeds("examples", count + 1L, limits.maxExamples(), "maxExamples");
    }
    if (!labels.contains(label) && labels.size() >= limits.maxClasses()) {
      throw RefusedException.exceeds(
          "own classes", labels.size() + 1L, limits.maxClasses(), "maxClasses");
    }
    if (isDot(drawing)) {
      throw new RefusedException(
          "onlyADot", 400, "an example must be more than a dot: draw " + name + " first");
    }
    builder.add(label, drawing);
    use(builder.learn());
    return Answering.word(label);
  }

  private static boolean isDot(Drawing drawing) {
    if (drawing.isEmpty()) {
      return true;
    }
    Bounds bounds = drawing.bounds();
    return bounds.width() == 0 && bounds.height() == 0;
  }

  private static CustomClasses.Builder builderOf(CustomClasses classes, String what)
      throws RefusedException {
    if (!classes.hasExamples()) {
      throw new RefusedException(
          "noExamples",
          400,
          "these classes cannot be "
              + what
              + ", because their file is of an early version and has no examples:"
              + " forget them to start anew");
    }
    return classes.toBuilder();
  }

  /** Removes a class. */
  synchronized void remove(String name) throws RefusedException {
    CustomClasses.Builder builder = builderOf(require(name), "changed");
    if (labels().size() == 1) {
      forget();
    } else {
      use(builder.remove(label(name)).learn());
    }
  }

  /** Removes an example of a class, counted from 0; the class goes with its last one. */
  synchronized void removeExample(String name, int index) throws RefusedException {
    CustomClasses classes = require(name);
    String label = label(name);
    if (index < 0 || index >= classes.exampleCount(label)) {
      throw new RefusedException("\"" + name + "\" has no example " + index);
    }
    CustomClasses.Builder builder = builderOf(classes, "changed");
    if (exampleCount() == 1) {
      forget();
    } else {
      use(builder.removeExample(label, index).learn());
    }
  }

  /** Returns the pixels of the examples of a class, in the order in which they were added. */
  synchronized ArrayNode examples(String name) throws RefusedException {
    CustomClasses classes = require(name);
    String label = label(name);
    ArrayNode array = Json.object().putArray("examples");
    for (int i = 0; i < classes.exampleCount(label); i++) {
      Answering.put(array.addObject(), classes.example(label, i));
    }
    return array;
  }

  private CustomClasses require(String name) throws RefusedException {
    if (own == null || !labels().contains(label(name))) {
      throw new RefusedException("there is no own class \"" + name + '"');
    }
    return own;
  }

  private List<String> labels() {
    return own == null ? List.of() : own.ownLabels();
  }

  private int exampleCount() {
    CustomClasses classes = own;
    return classes == null ? 0 : classes.ownLabels().stream().mapToInt(classes::exampleCount).sum();
  }

  /** Returns the label of the own class that a name means, whether or not there is one. */
  private String label(String name) throws RefusedException {
    String word = ClassNames.check(name, limits.maxLabelChars());
    for (String label : labels()) {
      if (ClassNames.same(word, List.of(Answering.word(label))) != null) {
        return label;
      }
    }
    String known = ClassNames.same(word, classifier.labels());
    return known == null ? word : Answering.ownLabel(known);
  }

  static String exceed(String what, long actual, long most, String limit) {
    return what + " (" + actual + ") exceed the maximum allowed (" + most + ", see " + limit + ")";
  }

  private void use(CustomClasses classes) {
    all = classes.withModelClasses();
    own = classes;
  }

  synchronized void forget() {
    own = null;
    all = null;
  }

  /** Learns the same classes for another model. */
  synchronized void use(SketchClassifier other) throws RefusedException, IOException {
    CustomClasses before = own;
    classifier = other;
    if (before != null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      before.save(bytes);
      forget();
      load(bytes.toByteArray());
    }
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
      throw new RefusedException(
          "noClasses", 400, "this is no file of classes for this model: " + e.getMessage());
    }
    CustomClasses named = named(loaded);
    List<String> labels = named.ownLabels();
    if (labels.size() > limits.maxClasses()) {
      throw RefusedException.exceeds(
          "own classes", labels.size(), limits.maxClasses(), "maxClasses");
    }
    int count = labels.stream().mapToInt(named::exampleCount).sum();
    if (count > limits.maxExamples()) {
      throw RefusedException.exceeds("examples", count, limits.maxExamples(), "maxExamples");
    }
    use(named);
  }

  /** Renames classes, so that each word has one class, and none is called like one of the model. */
  private CustomClasses named(CustomClasses loaded) throws RefusedException {
    CustomClasses.@Nullable Builder builder = null;
    for (String label : loaded.ownLabels()) {
      String word = ClassNames.check(Answering.word(label), limits.maxLabelChars());
      String known = ClassNames.same(word, classifier.labels());
      String wanted = known == null ? word : Answering.ownLabel(known);
      if (known == null) {
        for (String other : loaded.ownLabels()) {
          if (ClassNames.same(word, List.of(Answering.word(other))) != null) {
            wanted = Answering.word(other); // the first of those that differ in case
            break;
          }
        }
      }
      if (!wanted.equals(label)) {
        if (builder == null) {
          builder = builderOf(loaded, "renamed");
        }
        for (int i = 0; i < loaded.exampleCount(label); i++) {
          builder.add(wanted, loaded.example(label, i));
        }
        builder.remove(label);
      }
    }
    return builder == null ? loaded : builder.learn();
  }

  /**
   * Returns the own classes as a message: words, how many examples each has, and how many examples
   * it takes until drawings can be unknown to them.
   */
  synchronized ObjectNode describe() {
    CustomClasses classes = own;
    ObjectNode message = Json.message("classes");
    message.put("loaded", classes != null && !classes.hasExamples());
    message.put("unknownFrom", unknownFrom());
    ArrayNode array = message.putArray("classes");
    if (classes != null) {
      for (String label : classes.ownLabels()) {
        array
            .addObject()
            .put("label", Answering.word(label))
            .put("examples", classes.exampleCount(label))
            .put("known", !Answering.word(label).equals(label));
      }
    }
    return message;
  }

  /** The rule is in docs/UNKNOWN_AND_CUSTOM.md; 0 for never. */
  private int unknownFrom() {
    if (classifier.maxFalseUnknown() == 0) {
      return 0;
    }
    boolean measured = classifier.info().similarity().isPresent();
    return measured ? 1 : (int) Math.ceil(1 / classifier.maxFalseUnknown());
  }
}
