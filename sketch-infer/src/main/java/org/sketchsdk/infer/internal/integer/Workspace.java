package org.sketchsdk.infer.internal.integer;

import java.util.List;

/** The memory of one call at a time: maps between the layers and what they work in. */
final class Workspace {
  /** What is shared by the layers. */
  final PixelLists lists;

  final SparseVector vector;
  final int[] columns;
  final int[] least; // per column of a map
  final int[] totals;
  final float[] logits;
  final Packed packed;
  final int[] rowTotals; // of a row of pixels, half the outputs
  final int[][] terms; // parts of them
  final float[] row; // the same as codes

  /** The rasters of a call, set by {@link IntegerNetwork#run}; not modified. */
  byte[] rasters = new byte[0];

  /** Where the present raster begins. */
  int offset;

  private final FeatureMap[] maps;
  private final Contributions[] contributions;
  private final RasterConvolution.Padded[] padded;
  private final float[][][] sums; // for each map one value a channel, for all pixels of a row

  Workspace(IntegerNetwork network) {
    List<IntegerNetwork.MapLayout> layout = network.maps();
    float[][] buffers = new float[network.bufferSizes().size()][];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new float[network.bufferSizes().get(i)];
    }
    maps = new FeatureMap[layout.size()];
    sums = new float[layout.size()][][];
    int maxChannels = network.labels();
    int maxPixels = 0;
    int maxWidth = 0;
    int maxRow = 0;
    int maxLength = 0;
    int maxSide = 0;
    long maxValues = 0;
    for (int i = 0; i < maps.length; i++) {
      Shape shape = layout.get(i).shape();
      maps[i] = new FeatureMap(shape, buffers[layout.get(i).buffer()], layout.get(i).complete());
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
    least = new int[maxWidth];
    totals = new int[maxChannels];
    logits = new float[network.labels()];
    contributions = new Contributions[network.contributions().size()];
    for (int i = 0; i < contributions.length; i++) {
      IntegerNetwork.ContributionsLayout kept = network.contributions().get(i);
      contributions[i] = new Contributions(kept);
      maxLength = Math.max(maxLength, kept.length());
      maxRow = Math.max(maxRow, kept.rowLength());
      maxSide = Math.max(maxSide, kept.keptRows());
    }
    packed = new Packed(maxLength, maxChannels);
    rowTotals = new int[maxRow];
    terms = new int[maxSide][maxRow];
    row = new float[maxRow];
    padded = new RasterConvolution.Padded[network.rasterWindows().size()];
    for (int i = 0; i < padded.length; i++) {
      padded[i] =
          new RasterConvolution.Padded(layout.get(0).shape(), network.rasterWindows().get(i));
    }
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
