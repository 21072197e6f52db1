package org.sketchsdk.train.quantize;

import java.nio.file.Path;
import java.util.List;

/**
 * The result of a quantization. Immutable.
 *
 * @param model the file of the INT8 model
 * @param fp32Bytes size of the FP32 model
 * @param int8Bytes size of the INT8 model
 * @param worstClasses the classes with more calibration samples than others, the worst first
 * @param candidates the variants that were compared on the validation drawings
 * @param chosen index of the variant that was written
 * @param val both models on the validation drawings, class by class
 * @param train both models on the first {@value Quantizer#TRAIN_PER_CLASS} training drawings of
 *     each class
 * @param largestPairSum the largest sum of two products in any channel; up to 32767 it is the same
 *     on processors without VNNI
 */
public record QuantizationReport(
    Path model,
    long fp32Bytes,
    long int8Bytes,
    List<String> worstClasses,
    List<Candidate> candidates,
    int chosen,
    List<ClassResult> val,
    List<ClassResult> train,
    int largestPairSum) {

  /** Copies the lists. */
  public QuantizationReport {
    worstClasses = List.copyOf(worstClasses);
    candidates = List.copyOf(candidates);
    val = List.copyOf(val);
    train = List.copyOf(train);
  }

  /**
   * One variant of the INT8 model.
   *
   * @param ranges how the ranges of activations were chosen, such as {@code percentile 99.9}
   * @param weights how large the codes of weights may be
   * @param residual how residual sums are computed; empty if there are none
   * @param safe whether sums are the same on processors without VNNI
   * @param correct number of validation drawings with the right answer
   * @param agreeing number of validation drawings with the same answer as the FP32 model
   * @param logitError root mean squared difference between its logits and those of the FP32 model
   */
  public record Candidate(
      String ranges,
      String weights,
      String residual,
      boolean safe,
      int correct,
      int agreeing,
      double logitError) {}

  /**
   * Both models on the drawings of one class.
   *
   * @param label the class
   * @param total number of drawings
   * @param fp32Correct right answers of the FP32 model
   * @param int8Correct right answers of the INT8 model
   * @param agreeing drawings with the same answer from both
   */
  public record ClassResult(
      String label, int total, int fp32Correct, int int8Correct, int agreeing) {
    double fp32Accuracy() {
      return total == 0 ? 0 : (double) fp32Correct / total;
    }
  }

  /**
   * Adds up results.
   *
   * @param classes results class by class
   * @return the result over all classes, with the label {@code all}
   */
  public static ClassResult sum(List<ClassResult> classes) {
    return new ClassResult(
        "all",
        classes.stream().mapToInt(ClassResult::total).sum(),
        classes.stream().mapToInt(ClassResult::fp32Correct).sum(),
        classes.stream().mapToInt(ClassResult::int8Correct).sum(),
        classes.stream().mapToInt(ClassResult::agreeing).sum());
  }
}
