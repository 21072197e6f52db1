package org.sketchsdk.train;

import java.nio.file.Path;

/**
 * What a run came to.
 *
 * @param model the exported model: the averaged weights that were best on the validation data
 * @param samples samples trained on
 * @param seconds seconds of training, those before interruptions included
 * @param valAccuracy the model's accuracy on the validation data, 0 to 1
 * @param valDrawings number of drawings that this was measured on
 * @param stages where the time went, in one line
 */
public record TrainingReport(
    Path model, long samples, double seconds, double valAccuracy, int valDrawings, String stages) {}
