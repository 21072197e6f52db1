package org.sketchsdk.train;

import java.util.Arrays;

/**
 * Computes what the network should answer for each sample of a batch: the true class, smoothed and
 * mixed as the options say, and the answers of the teachers.
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
      targets[i][labels[i]] += share * (1 - labelSmoothing);
      targets[i][labels[(i + 1) % labels.length]] += (1 - share) * (1 - labelSmoothing);
    }
    float[] answers = batch.answers();
    for (int i = 0; i < answers.length; i++) {
      float[] target = targets[i / classes];
      int label = i % classes;
      target[label] += teacherShare * (answers[i] - target[label]);
    }
    return targets;
  }
}
