package org.sketchsdk.bench;

import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.sketchsdk.render.image.Picture;

/**
 * The usual way to find a sheet with OpenCV: edges by Canny, contours, and the largest one that
 * approxPolyDP makes a convex quadrilateral of.
 */
final class OpenCvSheet {
  private static final int SIDE = 800;

  private OpenCvSheet() {}

  /** Returns x and y of the corners, or null if there is no such contour. */
  static double[] find(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    double scale = Math.min(1, SIDE / (double) Math.max(width, height));
    try (Mat gray = new Mat(height, width, opencv_core.CV_8UC1);
        Mat small = new Mat();
        Mat edges = new Mat();
        Mat kernel = Mat.ones(3, 3, opencv_core.CV_8UC1).asMat();
        MatVector contours = new MatVector()) {
      try (UByteIndexer indexer = gray.createIndexer()) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            indexer.put(y, x, picture.luminance(x, y));
          }
        }
      }
      Size size = new Size((int) (width * scale), (int) (height * scale));
      opencv_imgproc.resize(gray, small, size, 0, 0, opencv_imgproc.INTER_AREA);
      opencv_imgproc.GaussianBlur(small, small, new Size(5, 5), 0);
      opencv_imgproc.Canny(small, edges, 75, 200);
      opencv_imgproc.dilate(
          edges, edges, kernel, new Point(-1, -1), 1, opencv_core.BORDER_CONSTANT, new Scalar());
      opencv_imgproc.findContours(
          edges, contours, opencv_imgproc.RETR_LIST, opencv_imgproc.CHAIN_APPROX_SIMPLE);
      double[] best = null;
      double most = 0.04 * size.width() * size.height();
      for (long k = 0; k < contours.size(); k++) {
        Mat contour = contours.get(k);
        double area = opencv_imgproc.contourArea(contour);
        if (area <= most) {
          continue;
        }
        try (Mat polygon = new Mat()) {
          double length = opencv_imgproc.arcLength(contour, true);
          opencv_imgproc.approxPolyDP(contour, polygon, 0.02 * length, true);
          if (polygon.rows() == 4 && opencv_imgproc.isContourConvex(polygon)) {
            most = area;
            best = new double[8];
            try (IntIndexer points = polygon.createIndexer()) {
              for (int i = 0; i < 4; i++) {
                best[2 * i] = points.get(i, 0, 0) / scale;
                best[2 * i + 1] = points.get(i, 0, 1) / scale;
              }
            }
          }
        }
      }
      return best;
    }
  }
}
