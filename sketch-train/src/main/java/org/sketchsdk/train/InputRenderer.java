package org.sketchsdk.train;

import java.util.Optional;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.AugmentedRenderer;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.ModelInfo;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * Makes a network's inputs from drawings, with and without augmentation: drawn at the network's
 * size or, for comparison, drawn at 28 pixels and enlarged. Thread-safe.
 */
final class InputRenderer {
  private final int sizePx;
  private final AugmentedRenderer renderer;
  private final Optional<Upscaling> upscaling;

  private InputRenderer(int sizePx, AugmentedRenderer renderer, Optional<Upscaling> upscaling) {
    this.sizePx = sizePx;
    this.renderer = renderer;
    this.upscaling = upscaling;
  }

  /**
   * Creates a renderer.
   *
   * @param sizePx side of the network's inputs; 28 gives bitmaps as Quick, Draw! has them
   * @param augmentation for rasters of 128 pixels, and scaled from there
   * @param upscaling how to enlarge bitmaps of 28 pixels; empty to draw at the network's size
   */
  static InputRenderer of(
      int sizePx, AugmentationOptions augmentation, Optional<Upscaling> upscaling) {
    RasterOptions drawn =
        upscaling.isPresent() ? RasterOptions.quickDrawBitmap28() : rasterOptions(sizePx);
    return new InputRenderer(
        sizePx,
        AugmentedRenderer.of(Rasterizer.create(drawn), augmentation.scaledTo(drawn.sizePx())),
        upscaling);
  }

  /** The options by which a model of this size renders what it classifies. */
  static RasterOptions rasterOptions(int sizePx) {
    return sizePx == 28
        ? RasterOptions.quickDrawBitmap28()
        : RasterOptions.defaults().withSizePx(sizePx);
  }

  /**
   * Checks that a model looks at rasters of a network's size.
   *
   * @param role what the model is to the network, for the message
   * @throws IllegalArgumentException if it does not
   */
  static void requireSize(String role, ModelInfo model, int sizePx) {
    if (model.rasterOptions().sizePx() != sizePx) {
      throw new IllegalArgumentException(
          "the "
              + role
              + " "
              + model.name()
              + " looks at rasters of "
              + model.rasterOptions().sizePx()
              + " pixels, the network at "
              + sizePx);
    }
  }

  int sizePx() {
    return sizePx;
  }

  /** Writes sizePx × sizePx bytes, without augmentation. */
  void renderTo(Drawing drawing, byte[] dst, int offset) {
    if (upscaling.isEmpty()) {
      renderer.rasterizer().renderTo(drawing, dst, offset);
    } else {
      enlarge(renderer.rasterizer().render(drawing), dst, offset);
    }
  }

  /** Writes sizePx × sizePx bytes, with augmentation. */
  void renderTo(Drawing drawing, SeededRandom random, byte[] dst, int offset) {
    if (upscaling.isEmpty()) {
      renderer.renderTo(drawing, random, dst, offset);
    } else {
      enlarge(renderer.render(drawing, random), dst, offset);
    }
  }

  private void enlarge(Raster bitmap, byte[] dst, int offset) {
    upscaling.orElseThrow().scaleTo(bitmap, sizePx).copyTo(dst, offset);
  }
}
