package org.sketchsdk.train;

import java.util.Optional;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.AugmentedRenderer;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/**
 * Renders drawings as inputs of a network, with and without augmentation: at the size of the
 * network or, for comparison, at 28 pixels and then enlarged. Thread-safe.
 */
final class InputRenderer {
  private final int sizePx;
  private final AugmentedRenderer renderer;
  private final AugmentedRenderer finished; // the same but that no drawing is cut off
  private final Optional<Upscaling> upscaling;

  private InputRenderer(
      int sizePx,
      AugmentedRenderer renderer,
      AugmentedRenderer finished,
      Optional<Upscaling> upscaling) {
    this.sizePx = sizePx;
    this.renderer = renderer;
    this.finished = finished;
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
    AugmentationOptions scaled = augmentation.scaledTo(drawn.sizePx());
    Rasterizer rasterizer = Rasterizer.create(drawn);
    return new InputRenderer(
        sizePx,
        AugmentedRenderer.of(rasterizer, scaled),
        AugmentedRenderer.of(rasterizer, scaled.toBuilder().partial(1, 0).build()),
        upscaling);
  }

  /** The options by which a model of this size renders what it classifies. */
  static RasterOptions rasterOptions(int sizePx) {
    return sizePx == 28
        ? RasterOptions.quickDrawBitmap28()
        : RasterOptions.defaults().withSizePx(sizePx);
  }

  /**
   * Checks that a model takes rasters of the size of the network.
   *
   * @param role what the model is used for, for the message
   * @throws ModelFormatException if it does not
   */
  static void requireSize(String role, ModelInfo model, int sizePx) {
    if (model.rasterOptions().sizePx() != sizePx) {
      throw new ModelFormatException(
          ModelFormatException.Reason.GRAPH,
          "the "
              + role
              + " takes rasters of "
              + model.rasterOptions().sizePx()
              + " pixels, the network of "
              + sizePx,
          model.name());
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
    renderTo(renderer, drawing, random, dst, offset);
  }

  /**
   * Writes sizePx × sizePx bytes: what {@link #renderTo(Drawing, SeededRandom, byte[], int)} makes
   * of the same random numbers if it does not cut the drawing off.
   */
  void renderFinishedTo(Drawing drawing, SeededRandom random, byte[] dst, int offset) {
    renderTo(finished, drawing, random, dst, offset);
  }

  /** Whether drawings are cut off early. */
  boolean cutsOff() {
    return renderer.options().partialProbability() > 0 && renderer.options().partialMinShare() < 1;
  }

  private void renderTo(
      AugmentedRenderer augmented, Drawing drawing, SeededRandom random, byte[] dst, int offset) {
    if (upscaling.isEmpty()) {
      augmented.renderTo(drawing, random, dst, offset);
    } else {
      enlarge(augmented.render(drawing, random), dst, offset);
    }
  }

  private void enlarge(Raster bitmap, byte[] dst, int offset) {
    upscaling.orElseThrow().scaleTo(bitmap, sizePx).copyTo(dst, offset);
  }
}
