package org.sketchsdk.train.internal.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.testing.TestData;

/**
 * Drawings of a split as a model takes them.
 *
 * @param rasters one after another
 * @param labels of each, as numbers in the model's order
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record RenderedSplit(byte[] rasters, List<Integer> labels) {
  public int size() {
    return labels.size();
  }

  /** Renders the first drawings of each class. */
  public static RenderedSplit read(ModelData model, String split, int perClass) throws IOException {
    Rasterizer rasterizer = Rasterizer.create(model.info().rasterOptions());
    int pixels = model.info().rasterOptions().sizePx() * model.info().rasterOptions().sizePx();
    List<byte[]> rasters = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < model.info().labels().size(); label++) {
      String word = model.info().labels().get(label);
      Path file = TestData.require("quickdraw/" + split + "/" + word + ".ndjson.gz");
      try (NdjsonReader reader = NdjsonReader.open(file)) {
        Iterator<QuickDrawRecord> records = reader.records().iterator();
        for (int i = 0; i < perClass && records.hasNext(); i++) {
          byte[] raster = new byte[pixels];
          rasterizer.renderTo(records.next().drawing(), raster, 0);
          rasters.add(raster);
          labels.add(label);
        }
      }
    }
    byte[] all = new byte[rasters.size() * pixels];
    for (int i = 0; i < rasters.size(); i++) {
      System.arraycopy(rasters.get(i), 0, all, i * pixels, pixels);
    }
    return new RenderedSplit(all, labels);
  }
}
