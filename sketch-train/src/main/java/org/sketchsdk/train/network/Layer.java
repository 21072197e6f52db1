package org.sketchsdk.train.network;

import java.util.List;

/** A layer of a {@link Network}. Feature maps are [channels, height, width], vectors [length]. */
public sealed interface Layer {

  /**
   * A convolution with bias and batch normalization, optionally followed by a rectified linear
   * unit. The input is padded with zeros (paper) by {@code kernel / 2} on every side. It is
   * exported as one convolution: the normalization is folded into its weights.
   *
   * @param channels output channels, at least 1
   * @param kernel side of the kernel, odd
   * @param stride distance of two outputs, at least 1
   * @param depthwise true if each channel is filtered by itself; input and output channels are then
   *     equal
   * @param relu whether negative outputs become 0
   */
  record Conv(int channels, int kernel, int stride, boolean depthwise, boolean relu)
      implements Layer {
    /**
     * Checks the layer.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Conv {
      if (channels < 1 || kernel < 1 || kernel % 2 == 0 || stride < 1) {
        throw new IllegalArgumentException(
            "a convolution needs at least 1 channel, an odd kernel and a stride of at least 1: "
                + channels
                + " channels, kernel "
                + kernel
                + ", stride "
                + stride);
      }
    }

    /**
     * Creates a dense convolution with a rectified linear unit.
     *
     * @param channels output channels
     * @param kernel side of the kernel
     * @param stride distance of two outputs
     * @return the layer
     */
    public static Conv of(int channels, int kernel, int stride) {
      return new Conv(channels, kernel, stride, false, true);
    }

    /**
     * Returns this layer without its rectified linear unit.
     *
     * @return the linear layer
     */
    public Conv linear() {
      return new Conv(channels, kernel, stride, depthwise, false);
    }
  }

  /** The largest value of each 2 × 2 square. Halves height and width, rounding down. */
  record MaxPool() implements Layer {}

  /** The mean of each channel. The output is a vector with one value per channel. */
  record GlobalAveragePool() implements Layer {}

  /**
   * The sum of the input and the output of the body, followed by a rectified linear unit.
   *
   * @param body layers that keep the shape, the last of them linear
   */
  record Residual(List<Layer> body) implements Layer {
    /** Copies the list. */
    public Residual {
      body = List.copyOf(body);
    }
  }

  /** Turns a feature map into a vector: channel by channel, row by row. */
  record Flatten() implements Layer {}

  /**
   * A fully connected layer with bias.
   *
   * @param outputs length of the output, at least 1
   * @param relu whether negative outputs become 0
   */
  record Dense(int outputs, boolean relu) implements Layer {
    /**
     * Checks the layer.
     *
     * @throws IllegalArgumentException if there is no output
     */
    public Dense {
      if (outputs < 1) {
        throw new IllegalArgumentException("a dense layer needs at least 1 output: " + outputs);
      }
    }
  }

  /**
   * Sets a share of the values to 0 in training. Does nothing otherwise.
   *
   * @param rate the share, 0 to less than 1
   */
  record Dropout(float rate) implements Layer {
    /**
     * Checks the layer.
     *
     * @throws IllegalArgumentException if the rate is out of its range
     */
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("the dropout rate must be 0 to less than 1: " + rate);
      }
    }
  }
}
