package org.sketchsdk.cli.options;

import org.sketchsdk.cli.console.UsageException;
import org.sketchsdk.render.RasterOptions;
import picocli.CommandLine.Option;

/** The option --size of commands that draw. */
public final class RasterSize {
  @Option(
      names = "--size",
      paramLabel = "PX",
      defaultValue = "128",
      description = "Side of a drawing in pixels, 28 to 512 (default: ${DEFAULT-VALUE}).")
  private int px;

  /**
   * Returns the options that training uses for this size.
   *
   * @throws UsageException if the size is out of its range
   */
  public RasterOptions options() {
    if (px < RasterOptions.MIN_SIZE_PX || px > RasterOptions.MAX_SIZE_PX) {
      throw new UsageException(
          "--size must be "
              + RasterOptions.MIN_SIZE_PX
              + " to "
              + RasterOptions.MAX_SIZE_PX
              + ": "
              + px);
    }
    return px == RasterOptions.MIN_SIZE_PX
        ? RasterOptions.quickDrawBitmap28()
        : RasterOptions.defaults().withSizePx(px);
  }
}
