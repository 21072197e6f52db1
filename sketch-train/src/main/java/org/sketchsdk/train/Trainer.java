package org.sketchsdk.train;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.network.Network;

/**
 * Trains a network on drawings and exports it as an ONNX model.
 *
 * <p>Every class is drawn equally often, unless the options say otherwise. Samples are rendered and
 * augmented on threads of their own while the engine computes. The optimizer is AdamW; the learning
 * rate rises linearly, then falls to zero along a cosine. The exported model has the moving average
 * of the weights, taken where the validation result was best.
 *
 * <p>A checkpoint is written every minute and at each of the 20 validations. A run that was
 * interrupted continues from it with {@link TrainingOptions.Builder#resume}.
 *
 * <pre>{@code
 * TrainingOptions options =
 *     TrainingOptions.builder(Path.of("data"), Path.of("run")).time(Duration.ofMinutes(10)).build();
 * TrainingReport report = Trainer.train(options);
 * }</pre>
 *
 * <p>Run one training at a time per process: seed and thread count of the engine are global.
 */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains to the end.
   *
   * @param options what to train, and how
   * @return the result
   * @throws IOException if data, checkpoint or results cannot be read or written, or the checkpoint
   *     belongs to a run with other options
   * @throws InterruptedException if the thread is interrupted; the last checkpoint remains
   * @throws org.sketchsdk.train.data.DataSetException if a class has no usable drawing
   * @throws org.sketchsdk.infer.model.ModelFormatException if a model to start from or a teacher
   *     takes rasters of another size than the network, or a teacher lacks a class
   * @throws IllegalArgumentException if the options do not fit each other or the classes
   */
  public static TrainingReport train(TrainingOptions options)
      throws IOException, InterruptedException {
    return train(options, new TrainingListener() {});
  }

  /**
   * Trains to the end, with a listener.
   *
   * @param options what to train, and how
   * @param listener follows the run
   * @return the result
   * @throws IOException if data, checkpoint or results cannot be read or written, or the checkpoint
   *     belongs to a run with other options
   * @throws InterruptedException if the thread is interrupted; the last checkpoint remains
   * @throws org.sketchsdk.train.data.DataSetException if a class has no usable drawing
   * @throws org.sketchsdk.infer.model.ModelFormatException if a model to start from or a teacher
   *     takes rasters of another size than the network, or a teacher lacks a class
   * @throws IllegalArgumentException if the options do not fit each other or the classes
   */
  public static TrainingReport train(TrainingOptions options, TrainingListener listener)
      throws IOException, InterruptedException {
    Path trainFolder = options.data().resolve("train");
    List<String> labels =
        options.labels().isEmpty() ? LabeledDrawings.labelsIn(trainFolder) : options.labels();
    Network network = options.networkFor(labels);
    for (ModelData model : options.initialModels()) {
      InputRenderer.requireSize("model", model.info(), network.sizePx());
    }
    Teachers.requireFit(options.teachers(), labels, network.sizePx());
    TrainingSamples samples = TrainingSamples.load(options, trainFolder, labels);
    LabeledDrawings val = LabeledDrawings.load(options.data().resolve("val"), labels);
    Files.createDirectories(options.out());

    Engines.prepare(options.engineThreads());
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      return new TrainingRun(options, listener, network, samples, val, manager).run();
    }
  }
}
