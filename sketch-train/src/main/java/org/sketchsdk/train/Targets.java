package org.sketchsdk.train;

import java.util.Arrays;

/**
 * Computes the targets of a batch: for each sample the true class, with label smoothing and mixup,
 * and the answers of the teachers. A sample of another class has the label {@code classes}. Its
 * target is uniform, and the teachers are not asked about it (outlier exposure: Hendrycks, Mazeika
 * and Dietterich, "Deep Anomaly Detection with Outlier Exposure", 2019).
 *
 * @param classes number of classes
 * @param labelSmoothing share of the target that is spread over all classes
 * @param teacherShare share of the teachers in the target
 */
record Targets(int classes, float labelSmoothing, float teacherShare) {

  /**
   * Returns the targets of a batch.
   *
   * @param batch the batch
   * @return [batch, classes]; each row sums to 1
   */
  float[][] of(BatchProducer.Batch batch) {
    int[] labels = batch.labels();
    float rest = labelSmoothing / classes;
    float[][] targets = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      float share = batch.shares()[i];
      Arrays.fill(targets[i], rest);
      add(share, labels[i], targets[i]);
      add(1 - share, labels[(i + 1) % labels.length], targets[i]);
    }
    float[] answers = batch.answers();
    for (int i = 0; i < answers.length; i++) {
      int row = i / classes;
      int label = i % classes;
      if (labels[row] < classes) {
        targets[row][label] += teacherShare * (answers[i] - targets[row][label]);
      }
    }
    return targets;
  }

  private void add(float share, int label, float[] target) {
    float weight = share * (1 - labelSmoothing);
    if (label < classes) {
      target[label] += weight;
      return;
    }
    for (int c = 0; c < classes; c++) {
      target[c] += weight / classes;
    }
  }
}
