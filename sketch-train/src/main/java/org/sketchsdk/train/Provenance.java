package org.sketchsdk.train;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.network.Network;

/**
 * Writes the metadata of an exported model: how it was trained, and what a classifier must know.
 *
 * @param options the options of the run
 * @param network the network
 * @param labels the classes in the order of the logits
 * @param train the training drawings
 * @param val the validation drawings
 */
record Provenance(
    TrainingOptions options,
    Network network,
    List<String> labels,
    LabeledDrawings train,
    LabeledDrawings val) {
  /**
   * Returns the metadata.
   *
   * @param state the state of the run
   * @param temperature divides the logits before the softmax
   * @return the entries in the order in which they are written
   */
  Map<String, String> metadata(RunState state, double temperature) {
    // provenance first: a file cut short between two entries then lacks one that is required
    ModelMetadata.Builder metadata = ModelMetadata.builder().provenance("commit", options.commit());
    state.initial().ifPresent(run -> metadata.provenance("initial", run));
    metadata
        .provenance("samples", Long.toString(state.samples()))
        .provenance("seed", Long.toString(options.seed()));
    options.ownNetwork().ifPresent(own -> metadata.provenance("network", own.toString()));
    metadata
        .provenance("augmentation", options.augmentationText())
        .provenance("mirror", Float.toString(options.mirror()));
    if (options.outliers() > 0) {
      metadata.provenance("outliers", Double.toString(options.outliers()));
    }
    options.unfinishedText().ifPresent(share -> metadata.provenance("unfinished", share));
    metadata.provenance("mixup", Float.toString(options.mixup()));
    options.dropout().ifPresent(rate -> metadata.provenance("dropout", Float.toString(rate)));
    options.upscaling().ifPresent(way -> metadata.provenance("upscaling", way.toString()));
    if (!options.teachers().isEmpty()) {
      metadata
          .provenance("teachers", TrainingOptions.describe(options.teachers()))
          .provenance("teacherShare", Float.toString(options.teacherShare()));
    }
    return metadata
        .provenance("learningRate", Float.toString(options.learningRate()))
        .provenance("weightDecay", Float.toString(options.weightDecay()))
        .provenance("labelSmoothing", Float.toString(options.labelSmoothing()))
        .provenance("batchSize", Integer.toString(options.batchSize()))
        .provenance("trainDrawings", Integer.toString(train.size()))
        .provenance("trainSha256", train.sha256())
        .provenance("valSha256", val.sha256())
        .provenance("valAccuracy", String.format(Locale.ROOT, "%.4f", state.latestAccuracy()))
        .name(options.out().toAbsolutePath().getFileName().toString())
        .network(network.name())
        .labels(labels)
        .rasterOptions(InputRenderer.rasterOptions(network.sizePx()))
        .temperature(temperature)
        .build()
        .entries();
  }
}
