package org.sketchsdk.train.internal.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/** Networks with random weights, for tests that need no training. */
public final class RandomNetworks {
  private RandomNetworks() {}

  /** Weights normally distributed (He), biases too. */
  public static FoldedNetwork folded(Network network, long seed) {
    SeededRandom random = SeededRandom.of(seed);
    List<FoldedNetwork.Weights> weights = new ArrayList<>();
    for (Network.Step step : network.steps()) {
      if (step.layer() instanceof Layer.Conv conv) {
        int channels = conv.depthwise() ? 1 : step.inputShape()[0];
        double scale = weights.isEmpty() ? 1 / 255.0 : 1;
        int inputs = channels * conv.kernel() * conv.kernel();
        weights.add(weights(random, conv.channels(), inputs, scale));
      } else if (step.layer() instanceof Layer.Dense dense) {
        weights.add(weights(random, dense.outputs(), step.inputShape()[0], 1));
      }
    }
    return new FoldedNetwork(network, weights);
  }

  private static FoldedNetwork.Weights weights(
      SeededRandom random, int outputs, int inputs, double scale) {
    float[] weight = new float[outputs * inputs];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / inputs) * scale);
    }
    float[] bias = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      bias[i] = (float) (random.nextGaussian() * 0.1);
    }
    return new FoldedNetwork.Weights(weight, bias);
  }

  public static Map<String, String> metadata(Network network, List<String> labels) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("sketch.provenance.seed", "7");
    metadata.put("sketch.format", "1");
    metadata.put("sketch.name", "test");
    metadata.put("sketch.network", network.name());
    metadata.put("sketch.labels", String.join("\n", labels));
    metadata.put("sketch.raster.version", Integer.toString(Rasterizer.VERSION));
    metadata.put("sketch.raster.sizePx", Integer.toString(network.sizePx()));
    metadata.put("sketch.raster.strokeWidthPx", "4.0");
    metadata.put("sketch.raster.marginPx", "8.0");
    metadata.put("sketch.temperature", "1.25");
    return metadata;
  }
}
