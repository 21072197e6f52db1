package org.sketchsdk.infer.internal.integer;

import java.util.List;
import org.sketchsdk.infer.internal.arithmetic.Contributions;
import org.sketchsdk.infer.internal.arithmetic.Scratch;

/** The memory of one call at a time: maps between the layers and what they work in. */
final class Workspace {
  /** What is shared by the layers. */
  final PixelLists lists;

  final SparseVector vector;
  final int[] columns;
  final EqualPixels.Room room = new EqualPixels.Room();
  final int[] totals;
  final float[] logits;
  final Scratch scratch;
  final int[] starts; // per pixel of a block
  final DenseConvolution.Collected collected = new DenseConvolution.Collected();
  final SparseConvolution.Room sparse = new SparseConvolution.Room();

  /** The rasters of a call, set by {@link IntegerNetwork#run}; not modified. */
  byte[] rasters = new byte[0];

  /** Where the present raster begins. */
  int offset;

  private final FeatureMap[] maps;
  private final Contributions[] contributions;
  private final RasterConvolution.Padded[] padded;
  private final float[][][] sums; // for each map one value a channel, for all pixels of a row

  Workspace(IntegerNetwork network) {
    this(network, maps(network));
  }

  private Workspace(IntegerNetwork network, FeatureMap[] maps) {
    this.maps = maps;
    List<IntegerNetwork.MapLayout> layout = network.maps();
    sums = new float[layout.size()][][];
    int maxChannels = network.labels();
    int maxPixels = 0;
    int maxWidth = 0;
    long maxValues = 0;
    for (int i = 0; i < maps.length; i++) {
      Shape shape = layout.get(i).shape();
      sums[i] = new float[shape.width()][shape.channels()];
      maxWidth = Math.max(maxWidth, shape.width());
      maxChannels = Math.max(maxChannels, shape.channels());
      if (layout.get(i).listed()) {
        maxPixels = Math.max(maxPixels, shape.pixels());
        maxValues = Math.max(maxValues, PixelLists.maxValues(shape));
      }
    }
    lists = new PixelLists(maxPixels, Math.toIntExact(maxValues));
    vector = new SparseVector(network.maxInputs());
    columns = new int[maxWidth];
    totals = new int[maxChannels];
    logits = new float[network.labels()];
    contributions = new Contributions[network.contributions().size()];
    for (int i = 0; i < contributions.length; i++) {
      contributions[i] = new Contributions(network.contributions().get(i));
    }
    scratch = new Scratch(network.scratch());
    starts = new int[network.maxBlock()];
    padded = new RasterConvolution.Padded[network.rasterWindows().size()];
    for (int i = 0; i < padded.length; i++) {
      padded[i] =
          new RasterConvolution.Padded(layout.get(0).shape(), network.rasterWindows().get(i));
    }
  }

  private static FeatureMap[] maps(IntegerNetwork network) {
    int maxChannels = 0;
    for (IntegerNetwork.MapLayout layout : network.maps()) {
      maxChannels = Math.max(maxChannels, layout.shape().channels());
    }
    float[][] buffers = new float[network.bufferSizes().size()][];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new float[network.bufferSizes().get(i) + maxChannels]; // at the end zeros
    }
    FeatureMap[] maps = new FeatureMap[network.maps().size()];
    for (int i = 0; i < maps.length; i++) {
      IntegerNetwork.MapLayout layout = network.maps().get(i);
      maps[i] = new FeatureMap(layout.shape(), buffers[layout.buffer()], layout.complete());
    }
    return maps;
  }

  /** Returns memory for another thread, which computes other rows of the same maps. */
  Workspace forOtherRows(IntegerNetwork network) {
    return new Workspace(network, maps);
  }

  FeatureMap map(int index) {
    return maps[index];
  }

  RasterConvolution.Padded raster(int index) {
    return padded[index];
  }

  Contributions contributions(int index) {
    return contributions[index];
  }

  /** Returns room for one value a channel of a map. */
  float[] sums(int map) {
    return sums[map][0];
  }

  /** Returns room for one value a channel of each pixel in a row of a map. */
  float[][] rowSums(int map) {
    return sums[map];
  }
}
