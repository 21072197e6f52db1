package org.sketchsdk.train.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The built-in networks, by name. */
public final class Networks {
  private static final Map<String, IntFunction<Network>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "baseline28", Networks::baseline28,
              "bottleneck", Networks::bottleneck,
              "dense128", Networks::dense128,
              "gap", Networks::gap,
              "residual", Networks::residual,
              "residual-gap", Networks::residualGap,
              "residual-half", Networks::residualHalf,
              "strided", Networks::strided));

  private Networks() {}

  /**
   * Returns the names that {@link #byName(String, int)} knows.
   *
   * @return the names, sorted
   */
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /**
   * Returns a network.
   *
   * @param name one of {@link #names()}
   * @param classes number of classes, at least 2
   * @return the network
   * @throws IllegalArgumentException if there is no such network, or too few classes
   */
  public static Network byName(String name, int classes) {
    IntFunction<Network> network = BY_NAME.get(name);
    if (network == null) {
      throw new IllegalArgumentException("no network named " + name + ", there are " + names());
    }
    if (classes < 2) {
      throw new IllegalArgumentException("a classifier needs at least 2 classes: " + classes);
    }
    return network.apply(classes);
  }

  /** Two blocks of convolution and pooling on rasters of the size of Quick, Draw! bitmaps. */
  private static Network baseline28(int classes) {
    List<Layer> layers = pooledBlocks(32, 64);
    layers.addAll(head(128, classes));
    return new Network("baseline28", 28, layers);
  }

  /**
   * Four blocks of convolution and pooling, then a wide dense layer, which has nearly all of the 34
   * MB.
   */
  private static Network dense128(int classes) {
    List<Layer> layers = pooledBlocks(32, 64, 128, 256);
    layers.addAll(head(512, classes));
    return new Network("dense128", 128, layers);
  }

  /** Four blocks of convolution and pooling, then the mean of each map. The positions are lost. */
  private static Network gap(int classes) {
    List<Layer> layers = pooledBlocks(32, 64, 128, 256);
    layers.add(new Layer.GlobalAveragePool());
    layers.add(new Layer.Dropout(0.3f));
    layers.add(new Layer.Dense(classes, false));
    return new Network("gap", 128, layers);
  }

  /**
   * The published architecture: four blocks of convolution and pooling, a 1 × 1 convolution that
   * keeps the 8 × 8 grid, two dense layers. 933 K parameters for 25 classes.
   */
  private static Network bottleneck(int classes) {
    List<Layer> layers = pooledBlocks(32, 64, 128, 256);
    layers.add(Layer.Conv.of(64, 1, 1));
    layers.addAll(head(128, classes));
    return new Network("bottleneck", 128, layers);
  }

  private static List<Layer> pooledBlocks(int... channels) {
    List<Layer> layers = new ArrayList<>();
    for (int count : channels) {
      layers.add(Layer.Conv.of(count, 3, 1));
      layers.add(new Layer.MaxPool());
    }
    return layers;
  }

  /**
   * {@link #bottleneck} with convolutions of stride 2 in place of pooling: a quarter of the work.
   */
  private static Network strided(int classes) {
    List<Layer> layers = new ArrayList<>();
    for (int channels : new int[] {32, 64, 128, 256}) {
      layers.add(Layer.Conv.of(channels, 3, 2));
    }
    layers.add(Layer.Conv.of(64, 1, 1));
    layers.addAll(head(128, classes));
    return new Network("strided", 128, layers);
  }

  /**
   * Stages with stride 2 and a narrow grid for the dense layers. A residual block follows each of
   * the later stages. It takes about as many operations as {@link #strided}, most of them where
   * maps are small and filters many.
   */
  private static Network residual(int classes) {
    List<Layer> layers = residualStages(48, 96, 160);
    layers.add(Layer.Conv.of(32, 1, 1));
    layers.addAll(head(192, classes));
    return new Network("residual", 128, layers);
  }

  /**
   * The stages of {@link #residual}, one more that sees the whole drawing, and the mean over its
   * map. The parameters of the wide dense layer go into filters instead.
   */
  private static Network residualGap(int classes) {
    return averaged("residual-gap", residualStages(48, 96, 160), classes);
  }

  /** {@link #residualGap} with fewer filters: 34 million multiply-adds instead of 70 million. */
  private static Network residualHalf(int classes) {
    return averaged("residual-half", residualStages(32, 64, 96), classes);
  }

  private static Network averaged(String name, List<Layer> layers, int classes) {
    layers.add(Layer.Conv.of(128, 3, 2));
    layers.add(residualBlock(128));
    layers.add(Layer.Conv.of(256, 1, 1));
    layers.add(new Layer.GlobalAveragePool());
    layers.add(new Layer.Dropout(0.3f));
    layers.add(new Layer.Dense(classes, false));
    return new Network(name, 128, layers);
  }

  private static List<Layer> residualStages(int second, int third, int fourth) {
    return new ArrayList<>(
        List.of(
            Layer.Conv.of(16, 5, 2),
            Layer.Conv.of(second, 3, 2),
            Layer.Conv.of(third, 3, 2),
            residualBlock(third),
            Layer.Conv.of(fourth, 3, 2),
            residualBlock(fourth)));
  }

  private static Layer residualBlock(int channels) {
    return new Layer.Residual(List.of(Layer.Conv.of(channels, 3, 1).linear()));
  }

  private static List<Layer> head(int hidden, int classes) {
    return List.of(
        new Layer.Flatten(),
        new Layer.Dense(hidden, true),
        new Layer.Dropout(0.3f),
        new Layer.Dense(classes, false));
  }
}
