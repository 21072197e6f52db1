package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sketchsdk.infer.Classifier;
import org.sketchsdk.infer.CustomClasses;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.Prediction.Candidate;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.Raster;

/**
 * Answers a visitor, by the model alone or together with own classes. A visitor can teach a word
 * that the model knows, too. It is a class of its own then, {@code dog (own)} beside {@code dog},
 * and the answer adds the probabilities of the two.
 *
 * @param classifier the classifier that answers
 * @param minProbability probability from which on a first guess is recognized
 * @param minMargin lead from which on a first guess is recognized
 */
record Answering(Classifier classifier, double minProbability, double minMargin) {
  private static final String OWN = " (own)";

  static Answering of(SketchClassifier classifier) {
    return new Answering(classifier, classifier.minProbability(), classifier.minMargin());
  }

  /** Returns the same with own classes, if there are any. */
  Answering with(Optional<CustomClasses> classes) {
    return classes.isPresent() ? new Answering(classes.get(), minProbability, minMargin) : this;
  }

  /** Returns the label of an own class for a word that the model knows. */
  static String ownLabel(String word) {
    return word + OWN;
  }

  /** Returns the word that a visitor sees for a label. */
  static String word(String label) {
    return label.endsWith(OWN) ? label.substring(0, label.length() - OWN.length()) : label;
  }

  /** Adds the verdict and the candidates. */
  void put(ObjectNode target, Prediction prediction) {
    Map<String, Double> words = new LinkedHashMap<>();
    for (Candidate candidate : prediction.candidates()) {
      words.merge(word(candidate.label()), candidate.probability(), Double::sum);
    }
    List<Candidate> candidates =
        words.entrySet().stream()
            .map(each -> new Candidate(each.getKey(), Math.min(1, each.getValue())))
            .sorted((a, b) -> Double.compare(b.probability(), a.probability()))
            .toList();
    boolean joined = candidates.size() < prediction.candidates().size();
    Verdict verdict = prediction.verdict();
    if (verdict == Verdict.UNCERTAIN && joined && isRecognized(candidates)) {
      verdict = Verdict.RECOGNIZED;
    }
    target.put("verdict", verdict.name());
    ArrayNode array = target.putArray("candidates");
    for (Candidate candidate : candidates) {
      // Four digits are what a page can show.
      double probability = Math.rint(candidate.probability() * 1e4) / 1e4;
      array.addObject().put("label", candidate.label()).put("probability", probability);
    }
  }

  private boolean isRecognized(List<Candidate> candidates) {
    double first = candidates.get(0).probability();
    double second = candidates.size() > 1 ? candidates.get(1).probability() : 0;
    return first >= minProbability && first - second >= minMargin;
  }

  /** Adds the verdict, the candidates, and the pixels behind the answer. */
  void put(ObjectNode target, Prediction prediction, Raster seen) {
    put(target, prediction);
    put(target.putObject("seen"), seen);
  }

  /** Adds the pixels of a raster. */
  static void put(ObjectNode target, Raster seen) {
    target.put("sizePx", seen.width()).put("ink", PackedRaster.pack(seen));
  }
}
