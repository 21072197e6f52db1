package org.sketchsdk.cli.scorecard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.train.evaluate.Evaluation;

/** The gates of a {@link Scorecard}, from what was measured. */
final class Gates {
  private static final int MAX_BYTES = 1_000_000;
  private static final int OWN_BYTES = 938_000;
  private static final double MAX_MILLIS = 50;
  private static final double OWN_MILLIS = 1;
  private static final String EXTERNAL = "external pictures";
  private static final String BETTER = "better than without domain augmentation";

  private Gates() {}

  static Gate accuracy(Evaluation int8Test) {
    Gate.Count count = Gate.Count.of("INT8, test", int8Test);
    return new Gate(
        "accuracy",
        "at least 94.5 %",
        format("%.2f %%", count.percent()),
        1000L * count.correct() >= 945L * count.total(),
        List.of(count),
        "");
  }

  static Gate worstClass(Evaluation int8Test) {
    int worst = int8Test.worstClass();
    Gate.Count count = count("INT8, test, ", int8Test, worst);
    return new Gate(
        "worst class",
        "at least 82.5 %",
        format("%s %.2f %%", int8Test.labels().get(worst), count.percent()),
        1000L * count.correct() >= 825L * count.total(),
        List.of(count),
        "");
  }

  /**
   * The accuracy while somebody draws.
   *
   * @param half the INT8 model on the first half of the points of the test drawings
   */
  static Gate halfDrawn(Evaluation half) {
    Gate.Count count = Gate.Count.of("INT8, test, the first half of the points", half);
    return new Gate(
        "half drawn, our own",
        "at least 65 %",
        format("%.2f %%", count.percent()),
        100L * count.correct() >= 65L * count.total(),
        List.of(count),
        "");
  }

  /**
   * The verdict {@code UNKNOWN}, with the default setting.
   *
   * @param known drawings of the model's classes that are called unknown
   * @param others drawings of other classes that are called unknown
   */
  static Gate unknown(Gate.Count known, Gate.Count others) {
    return new Gate(
        "UNKNOWN, our own",
        "of other classes at least 80 %, of its own at most 8 %",
        format("%.2f %%, %.2f %%", others.percent(), known.percent()),
        100L * others.correct() >= 80L * others.total()
            && 100L * known.correct() <= 8L * known.total(),
        List.of(others, known),
        "");
  }

  private static Gate.Count count(String what, Evaluation evaluation, int label) {
    return new Gate.Count(
        what + evaluation.labels().get(label), evaluation.correct(label), evaluation.total(label));
  }

  /**
   * The gap between training and inference.
   *
   * @param fp32Val the FP32 model on the validation drawings
   * @param provenance of the FP32 model
   * @param valSha256 hash of the validation drawings
   * @param source where the FP32 model comes from
   */
  static Gate gap(
      Evaluation fp32Val, Map<String, String> provenance, String valSha256, String source) {
    String recorded = provenance.get("valAccuracy");
    String recordedHash = provenance.get("valSha256");
    if (recorded == null || recordedHash == null) {
      return gap(
          fp32Val,
          "not comparable",
          false,
          "the metadata must have "
              + ModelMetadata.provenanceKey("valAccuracy")
              + " and "
              + ModelMetadata.provenanceKey("valSha256")
              + ": "
              + source);
    }
    if (!recordedHash.equals(valSha256)) {
      return gap(
          fp32Val,
          "not comparable",
          false,
          "training measured its accuracy on other validation drawings, with the SHA-256 "
              + recordedHash
              + "; that of the folder's is "
              + valSha256);
    }
    double share = parse(recorded);
    if (!(share >= 0 && share <= 1)) {
      return gap(
          fp32Val,
          "not comparable",
          false,
          ModelMetadata.provenanceKey("valAccuracy")
              + " must be 0 to 1, not \""
              + recorded
              + "\": "
              + source);
    }
    // in units of 0.01 points, as recorded
    long gap = Math.round(10_000 * Math.abs(share - (double) fp32Val.correct() / fp32Val.total()));
    return gap(
        fp32Val,
        format("%.2f points", gap / 100.0),
        gap <= 100,
        format("training recorded %.2f %%", 100 * share));
  }

  private static double parse(String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Gate gap(Evaluation fp32Val, String actual, boolean passed, String remark) {
    return new Gate(
        "train-inference gap",
        "at most 1 point",
        actual,
        passed,
        List.of(Gate.Count.of("FP32, validation", fp32Val)),
        remark);
  }

  static Gate anyClass(Evaluation int8Test, Evaluation fp32Test) {
    // the one that loses the largest share, of those that lose too much if there are any
    int worst = 0;
    for (int label = 1; label < int8Test.labels().size(); label++) {
      boolean tooMuch = losesTooMuch(int8Test, fp32Test, label);
      boolean larger =
          (long) loss(int8Test, fp32Test, label) * int8Test.total(worst)
              > (long) loss(int8Test, fp32Test, worst) * int8Test.total(label);
      if (tooMuch == losesTooMuch(int8Test, fp32Test, worst) ? larger : tooMuch) {
        worst = label;
      }
    }
    String name = "quantization, any class";
    String gate = "loses at most 1 point or one drawing";
    int loss = loss(int8Test, fp32Test, worst);
    if (loss <= 0) {
      return new Gate(name, gate, "no class loses", true, List.of(), "");
    }
    return new Gate(
        name,
        gate,
        format(
            "%s loses %.2f points, %d drawing%s",
            int8Test.labels().get(worst),
            100.0 * loss / int8Test.total(worst),
            loss,
            loss == 1 ? "" : "s"),
        !losesTooMuch(int8Test, fp32Test, worst),
        List.of(count("FP32, test, ", fp32Test, worst), count("INT8, test, ", int8Test, worst)),
        "");
  }

  private static boolean losesTooMuch(Evaluation int8Test, Evaluation fp32Test, int label) {
    int loss = loss(int8Test, fp32Test, label);
    return loss > 1 && 100L * loss > int8Test.total(label);
  }

  private static int loss(Evaluation int8Test, Evaluation fp32Test, int label) {
    return fp32Test.correct(label) - int8Test.correct(label);
  }

  static Gate overall(Evaluation int8Test, Evaluation fp32Test) {
    int difference = int8Test.correct() - fp32Test.correct();
    return new Gate(
        "quantization, overall",
        "changes at most 0.3 points",
        format("%+.2f points", 100.0 * difference / int8Test.total()),
        1000L * Math.abs(difference) <= 3L * int8Test.total(),
        List.of(Gate.Count.of("FP32, test", fp32Test), Gate.Count.of("INT8, test", int8Test)),
        "");
  }

  /**
   * The median of single calls.
   *
   * @param nanos how long each took; not modified
   */
  static Gate latency(long[] nanos) {
    return latency("latency", "less than 50 ms", MAX_MILLIS, nanos);
  }

  /** The same against the limit that we set ourselves. */
  static Gate ownLatency(long[] nanos) {
    return latency("latency, our own", "less than 1 ms", OWN_MILLIS, nanos);
  }

  private static Gate latency(String name, String gate, double limitMillis, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    double millis = sorted[sorted.length / 2] / 1e6;
    return new Gate(
        name,
        gate,
        format("%.3f ms", millis),
        millis < limitMillis,
        List.of(),
        format(
            "median of %d calls, nine of ten within %.3f ms",
            sorted.length, sorted[sorted.length * 9 / 10] / 1e6));
  }

  static Gate size(int bytes) {
    return new Gate(
        "file size",
        "less than 1,000,000 bytes",
        format("%,d bytes", bytes),
        bytes < MAX_BYTES,
        List.of(),
        "");
  }

  /** The same against the limit that we set ourselves. */
  static Gate ownSize(int bytes) {
    return new Gate(
        "file size, our own",
        "at most 938,000 bytes",
        format("%,d bytes", bytes),
        bytes <= OWN_BYTES,
        List.of(),
        "");
  }

  /** The pictures against the limit that we set ourselves. */
  static Gate ownExternal(Gate.Count ours) {
    return new Gate(
        EXTERNAL + ", our own",
        "at least 87 %",
        format("%.2f %%", ours.percent()),
        100L * ours.correct() >= 87L * ours.total(),
        List.of(ours),
        "");
  }

  static Gate external(Gate.Count ours, Gate.Count theirs, String remark) {
    if (ours.total() != theirs.total()) {
      return new Gate(
          EXTERNAL,
          BETTER,
          format("%d pictures, but %d were recorded", ours.total(), theirs.total()),
          false,
          List.of(ours, theirs),
          remark);
    }
    return new Gate(
        EXTERNAL,
        BETTER,
        format("%.2f %% against %.2f %%", ours.percent(), theirs.percent()),
        ours.correct() > theirs.correct(),
        List.of(ours, theirs),
        remark);
  }

  static Gate external(Gate.Count ours, PlainMeasurement recorded) {
    return external(
        ours,
        new Gate.Count("without domain augmentation", recorded.correct(), recorded.total()),
        format(
            "recorded: %d samples, model %s, %s",
            recorded.samples(), recorded.modelSha256(), recorded.command()));
  }

  /** Without anything to compare with. */
  static Gate externalAlone(Gate.Count ours, String network) {
    return new Gate(
        EXTERNAL,
        BETTER,
        format("%.2f %%, the other not measured", ours.percent()),
        false,
        List.of(ours),
        "no measurement of the network "
            + network
            + " without domain augmentation is recorded; a model can be given");
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
