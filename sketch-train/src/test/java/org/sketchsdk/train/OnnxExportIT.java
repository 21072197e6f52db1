package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.SampleDrawings;
import org.sketchsdk.testing.TestData;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.onnx.Fp32Writer;
import org.sketchsdk.train.internal.onnx.RandomNetworks;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;
import org.sketchsdk.train.network.Networks;

/** What is exported computes what was trained. */
class OnnxExportIT {
  private static final List<String> LABELS = List.of("cat", "dog", "sun");

  @BeforeAll
  static void prepareEngine() {
    Engines.prepare(1);
  }

  static Iterable<String> networks() {
    return Networks.names();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void logitsAgreeWithTheTrainingEngine(String name) {
    compare(Networks.byName(name, LABELS.size()), List.copyOf(SampleDrawings.all().values()));
  }

  @Test
  void logitsAgreeForEveryKindOfLayer() {
    Network network =
        new Network(
            "mixed",
            128,
            List.of(
                Layer.Conv.of(8, 5, 2),
                new Layer.MaxPool(),
                new Layer.Conv(8, 3, 2, true, true),
                new Layer.Residual(
                    List.of(new Layer.Conv(8, 3, 1, true, true), Layer.Conv.of(8, 1, 1).linear())),
                new Layer.GlobalAveragePool(),
                new Layer.Dense(LABELS.size(), false)));
    compare(network, List.copyOf(SampleDrawings.all().values()));
  }

  @Test
  void logitsAgreeOnRealDrawings() throws IOException {
    Path file = TestData.require("quickdraw/val/cat.ndjson.gz");
    List<Drawing> drawings;
    try (NdjsonReader reader = NdjsonReader.open(file)) {
      drawings = reader.records().map(QuickDrawRecord::drawing).toList();
    }
    assertThat(drawings).hasSizeGreaterThan(10);
    compare(Networks.byName("bottleneck", LABELS.size()), drawings);
    compare(Networks.byName("strided", LABELS.size()), drawings);
  }

  private static void compare(Network network, List<Drawing> drawings) {
    Rasterizer rasterizer = Rasterizer.create(InputRenderer.rasterOptions(network.sizePx()));
    int pixels = network.sizePx() * network.sizePx();
    int count = drawings.size();
    byte[] rasters = new byte[count * pixels];
    for (int i = 0; i < count; i++) {
      rasterizer.renderTo(drawings.get(i), rasters, i * pixels);
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      TrainableNetwork trainable = new TrainableNetwork(network, manager, false, Optional.empty());
      randomizeNormalization(trainable);
      NDArray input =
          manager
              .create(
                  ByteBuffer.allocateDirect(rasters.length).put(rasters).rewind(),
                  new Shape(count, 1, network.sizePx(), network.sizePx()),
                  DataType.UINT8)
              .toType(DataType.FLOAT32, false)
              .div(255);
      float[] expected = trainable.forward(input, false).toFloatArray();
      float[] actual = new float[expected.length];
      byte[] onnx = Fp32Writer.write(trainable.fold(), RandomNetworks.metadata(network, LABELS));
      try (InferenceBackend backend = OnnxBackend.open(ModelData.of(onnx, network.name()))) {
        backend.run(rasters, count, actual);
      }
      List<Float> distinct = new ArrayList<>();
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-3f));
        if (!distinct.contains(expected[i])) {
          distinct.add(expected[i]);
        }
      }
      assertThat(distinct).as("logits that depend on the drawing").hasSizeGreaterThan(count);
    }
  }

  /** As after training: fresh normalization would hide a mistake in folding it. */
  private static void randomizeNormalization(TrainableNetwork network) {
    SeededRandom random = SeededRandom.of(7);
    network
        .parameters()
        .forEach(
            (name, array) -> {
              if (name.contains("BatchNorm")) {
                float[] values = new float[(int) array.size()];
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) random.uniform(0.5, 1.5);
                }
                Tensors.set(array, values);
              }
            });
  }
}
