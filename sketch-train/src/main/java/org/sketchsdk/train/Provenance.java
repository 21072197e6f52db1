package org.sketchsdk.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
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
  private static final String PREFIX = "sketch.provenance.";

  /**
   * Returns the metadata.
   *
   * @param state the state of the run
   * @param temperature divides the logits before the softmax
   * @return the entries in the order in which they are written
   */
  Map<String, String> metadata(RunState state, double temperature) {
    RasterOptions raster = InputRenderer.rasterOptions(network.sizePx());
    Map<String, String> metadata = new LinkedHashMap<>();
    // provenance first: a file cut short between two entries then lacks one that is required
    metadata.put(PREFIX + "commit", options.commit());
    state.initial().ifPresent(run -> metadata.put(PREFIX + "initial", run));
    metadata.put(PREFIX + "samples", Long.toString(state.samples()));
    metadata.put(PREFIX + "seed", Long.toString(options.seed()));
    options.ownNetwork().ifPresent(own -> metadata.put(PREFIX + "network", own.toString()));
    metadata.put(PREFIX + "augmentation", options.augmentationText());
    metadata.put(PREFIX + "mirror", Float.toString(options.mirror()));
    options.unfinishedText().ifPresent(share -> metadata.put(PREFIX + "unfinished", share));
    metadata.put(PREFIX + "mixup", Float.toString(options.mixup()));
    options.dropout().ifPresent(rate -> metadata.put(PREFIX + "dropout", Float.toString(rate)));
    options.upscaling().ifPresent(way -> metadata.put(PREFIX + "upscaling", way.toString()));
    if (!options.teachers().isEmpty()) {
      metadata.put(PREFIX + "teachers", TrainingOptions.describe(options.teachers()));
      metadata.put(PREFIX + "teacherShare", Float.toString(options.teacherShare()));
    }
    metadata.put(PREFIX + "learningRate", Float.toString(options.learningRate()));
    metadata.put(PREFIX + "weightDecay", Float.toString(options.weightDecay()));
    metadata.put(PREFIX + "labelSmoothing", Float.toString(options.labelSmoothing()));
    metadata.put(PREFIX + "batchSize", Integer.toString(options.batchSize()));
    metadata.put(PREFIX + "trainDrawings", Integer.toString(train.size()));
    metadata.put(PREFIX + "trainSha256", train.sha256());
    metadata.put(PREFIX + "valSha256", val.sha256());
    metadata.put(
        PREFIX + "valAccuracy", String.format(Locale.ROOT, "%.4f", state.latestAccuracy()));
    metadata.put("sketch.format", "1");
    metadata.put("sketch.name", options.out().toAbsolutePath().getFileName().toString());
    metadata.put("sketch.network", network.name());
    metadata.put("sketch.labels", String.join("\n", labels));
    metadata.put("sketch.raster.version", Integer.toString(Rasterizer.VERSION));
    metadata.put("sketch.raster.sizePx", Integer.toString(raster.sizePx()));
    metadata.put("sketch.raster.strokeWidthPx", Float.toString(raster.strokeWidthPx()));
    metadata.put("sketch.raster.marginPx", Float.toString(raster.marginPx()));
    metadata.put("sketch.temperature", Double.toString(temperature));
    return metadata;
  }
}
