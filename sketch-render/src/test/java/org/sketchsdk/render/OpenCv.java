package org.sketchsdk.render;

import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Assumptions;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** OpenCV as an oracle, where its native library is there. */
final class OpenCv {
  private OpenCv() {}

  /** Skips the calling test with a reason where the native library is missing. */
  static void assumeAvailable() {
    try {
      Loader.load(opencv_imgproc.class);
    } catch (UnsatisfiedLinkError e) {
      Assumptions.abort("no native OpenCV library for " + Loader.getPlatform() + ": " + e);
    }
  }

  /**
   * Draws the polylines of a drawing in pixels, one call of {@code polylines} a stroke.
   *
   * @param pixels as {@link Rasterizer#toPixels} returns it. The vertices are handed over exactly:
   *     as fixed-point numbers with 8 fractional bits, moved by half a pixel, because OpenCV's
   *     integers are the centers of pixels
   */
  static Raster polylines(Drawing pixels, int sizePx, int thickness, int lineType) {
    try (Mat image = new Mat(sizePx, sizePx, opencv_core.CV_8UC1, Scalar.all(0));
        Scalar ink = Scalar.all(255)) {
      for (Stroke stroke : pixels.strokes()) {
        int n = stroke.size();
        int[] xy = new int[2 * n];
        for (int i = 0; i < n; i++) {
          xy[2 * i] = (int) (stroke.x(i) * 256) - 128;
          xy[2 * i + 1] = (int) (stroke.y(i) * 256) - 128;
        }
        try (Mat points = new Mat(n, 1, opencv_core.CV_32SC2);
            MatVector polylines = new MatVector(points)) {
          try (IntIndexer indexer = points.createIndexer()) {
            indexer.put(0, xy);
          }
          opencv_imgproc.polylines(image, polylines, false, ink, thickness, lineType, 8);
        }
      }
      return raster(image);
    }
  }

  private static Raster raster(Mat image) {
    byte[] ink = new byte[image.rows() * image.cols()];
    image.data().get(ink);
    return Raster.of(image.cols(), image.rows(), ink);
  }

  /** Intersection and union of the pixels with at least half the ink. */
  static long[] overlap(Raster one, Raster other) {
    long both = 0;
    long any = 0;
    for (int y = 0; y < one.height(); y++) {
      for (int x = 0; x < one.width(); x++) {
        boolean a = one.ink(x, y) >= 128;
        boolean b = other.ink(x, y) >= 128;
        both += a && b ? 1 : 0;
        any += a || b ? 1 : 0;
      }
    }
    return new long[] {both, any};
  }

  /** The ratio of the sums of {@link #overlap} over many drawings. */
  static double iou(List<long[]> overlaps) {
    long both = 0;
    long any = 0;
    for (long[] overlap : overlaps) {
      both += overlap[0];
      any += overlap[1];
    }
    return (double) both / any;
  }
}
