package org.sketchsdk.train;

import java.nio.file.Path;

/**
 * The result of a training run.
 *
 * @param model the file of the exported model: the averaged weights with the best validation result
 * @param samples samples trained on
 * @param seconds seconds of training, including those before an interruption
 * @param valAccuracy accuracy of the model on the validation data, 0 to 1
 * @param valDrawings number of validation drawings
 * @param stages how the time was spent, as one line of text
 */
public record TrainingReport(
    Path model, long samples, double seconds, double valAccuracy, int valDrawings, String stages) {}
