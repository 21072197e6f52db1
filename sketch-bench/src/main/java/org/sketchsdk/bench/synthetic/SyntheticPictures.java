package org.sketchsdk.bench.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.Picture;

/** Square pictures of drawings as a camera gives them: light from one side, and grain. */
public final class SyntheticPictures {
  private static final int COUNT = 4;
  private static final int DRAWN_PX = 512;
  private static final RasterOptions PEN = new RasterOptions(DRAWN_PX, 8, 64);

  private SyntheticPictures() {}

  /** Returns a few pictures, of the first drawings. */
  public static List<Picture> of(List<Drawing> drawings, int sidePx) {
    Rasterizer rasterizer = Rasterizer.create(PEN);
    List<Picture> pictures = new ArrayList<>();
    for (Drawing drawing : drawings.subList(0, Math.min(COUNT, drawings.size()))) {
      pictures.add(photograph(rasterizer.render(drawing), sidePx));
    }
    return pictures;
  }

  private static Picture photograph(Raster raster, int sidePx) {
    SplittableRandom random = new SplittableRandom(sidePx);
    byte[] luminance = new byte[sidePx * sidePx];
    for (int y = 0; y < sidePx; y++) {
      for (int x = 0; x < sidePx; x++) {
        int ink = raster.ink(x * DRAWN_PX / sidePx, y * DRAWN_PX / sidePx);
        int paper = 240 - 60 * x / sidePx + random.nextInt(-4, 5);
        luminance[y * sidePx + x] = (byte) (paper - paper * ink * 3 / 4 / 255);
      }
    }
    return Picture.of(sidePx, sidePx, luminance);
  }
}
