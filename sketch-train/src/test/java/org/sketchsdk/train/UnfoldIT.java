package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.testing.SampleDrawings;
import org.sketchsdk.train.internal.onnx.FoldedNetwork;
import org.sketchsdk.train.internal.onnx.RandomNetworks;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/** A network that was exported can be trained on. */
class UnfoldIT {
  private static final int BATCH = 16;

  @BeforeAll
  static void prepareEngine() {
    Engines.prepare(1);
  }

  @Test
  void givesBackTheWeightsThatItTook() {
    check(Networks.byName("residual-gap", 7));
    check(
        new Network(
            "mixed",
            128,
            List.of(
                Layer.Conv.of(8, 5, 2),
                new Layer.MaxPool(),
                new Layer.Conv(8, 3, 2, true, true),
                new Layer.Flatten(),
                new Layer.Dense(5, true),
                new Layer.Dense(3, false))));
  }

  private static void check(Network network) {
    FoldedNetwork folded = RandomNetworks.folded(network, 11);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<NDArray> batches = batches(manager);
      TrainableNetwork trainable = new TrainableNetwork(network, manager, false, Optional.of(0f));
      trainable.unfold(folded, batches);

      FoldedNetwork again = trainable.fold();
      for (int layer = 0; layer < folded.weights().size(); layer++) {
        assertClose(again.weights().get(layer).weight(), folded.weights().get(layer).weight());
        assertClose(again.weights().get(layer).bias(), folded.weights().get(layer).bias());
      }
      // as the optimizer meets it: normalized by the batch at hand
      for (NDArray batch : batches) {
        float[] inference = trainable.forward(batch, false).toFloatArray();
        float[] training = trainable.forward(batch, true).toFloatArray();
        double difference = 0;
        double size = 0;
        for (int i = 0; i < inference.length; i++) {
          difference += Math.pow(training[i] - inference[i], 2);
          size += Math.pow(inference[i], 2);
        }
        assertThat(difference / size).isLessThan(0.01);
      }
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    float scale = 0;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f * scale));
    }
  }

  /** The same drawings, augmented, in each batch. */
  private static List<NDArray> batches(NDManager manager) {
    List<Drawing> drawings = List.copyOf(SampleDrawings.all().values());
    InputRenderer renderer =
        InputRenderer.of(128, AugmentationOptions.wobbleOnly(), Optional.empty());
    List<NDArray> batches = new ArrayList<>();
    for (int batch = 0; batch < 8; batch++) {
      byte[] rasters = new byte[BATCH * 128 * 128];
      for (int i = 0; i < BATCH; i++) {
        renderer.renderTo(
            drawings.get(i % drawings.size()),
            SeededRandom.forSample(3, "sample " + i, batch),
            rasters,
            i * 128 * 128);
      }
      batches.add(
          manager
              .create(
                  ByteBuffer.allocateDirect(rasters.length).put(rasters).rewind(),
                  new Shape(BATCH, 1, 128, 128),
                  DataType.UINT8)
              .toType(DataType.FLOAT32, false)
              .div(255));
    }
    return batches;
  }
}
