package org.sketchsdk.infer.internal.integer;

/**
 * The sum of two maps. As ONNX Runtime computes it on x86, in floats: round((Zy − (Sa/Sy · Za +
 * Sb/Sy · Zb) + a · Sa/Sy) + b · Sb/Sy) with ties to even, clipped to 0 … 255. There are 65,536
 * pairs of codes, so the sums are computed once.
 */
final class Sum implements RowStep {
  private static final int CODES = 256;

  /** Scale and zero point of codes. */
  record Codes(float scale, int zeroPoint) {}

  private final int left;
  private final int right;
  private final int output;
  private final int zero; // place of the pair that stands for two zeros
  private final short[] sums = new short[CODES * CODES];

  Sum(int left, Codes leftCodes, int right, Codes rightCodes, int output, Codes outputCodes) {
    this.left = left;
    this.right = right;
    this.output = output;
    this.zero = leftCodes.zeroPoint() * CODES + rightCodes.zeroPoint();
    float leftRatio = leftCodes.scale() / outputCodes.scale();
    float rightRatio = rightCodes.scale() / outputCodes.scale();
    float fixed =
        outputCodes.zeroPoint()
            - (leftRatio * leftCodes.zeroPoint() + rightRatio * rightCodes.zeroPoint());
    for (int a = 0, at = 0; a < CODES; a++) {
      for (int b = 0; b < CODES; b++, at++) {
        float sum = (fixed + a * leftRatio) + b * rightRatio;
        double code = Math.max(0, Math.min(CODES - 1, Math.rint(sum)));
        sums[at] = (short) (code - outputCodes.zeroPoint());
      }
    }
  }

  @Override
  public void run(Workspace workspace, int part, int parts) {
    FeatureMap a = workspace.map(left);
    FeatureMap b = workspace.map(right);
    FeatureMap y = workspace.map(output);
    int depth = y.channels;
    int begin = RowStep.firstRow(y.height, part, parts);
    int end = RowStep.firstRow(y.height, part + 1, parts);
    for (int row = begin, pixel = begin * y.width; row < end; row++) {
      for (int column = 0; column < y.width; column++, pixel++) {
        boolean asLeft = a.equal.asLeft(pixel) && b.equal.asLeft(pixel);
        boolean asAbove = row > begin && a.equal.asAbove(pixel) && b.equal.asAbove(pixel);
        if (!y.equal.repeat(pixel, asLeft, asAbove)) {
          for (int i = pixel * depth; i < (pixel + 1) * depth; i++) {
            y.codes[i] = sums[zero + ((int) a.codes[i]) * CODES + (int) b.codes[i]];
          }
        }
      }
      y.completeRow(row);
    }
  }
}
