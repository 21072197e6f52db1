package org.sketchsdk.train;

/**
 * Follows a training run. Override what you need; by default nothing happens.
 *
 * <p>The methods are called on the training thread; a slow listener slows training. An exception
 * that a listener throws ends the run; the last checkpoint remains.
 */
public interface TrainingListener {
  /**
   * Called about once a second.
   *
   * @param progress how far the run is
   */
  default void onProgress(Progress progress) {}

  /**
   * Called when something worth a line happens, such as a validation.
   *
   * @param message one line of text
   */
  default void onMessage(String message) {}

  /**
   * How far a run is.
   *
   * @param share share of the run that is done, 0 to 1
   * @param samples samples trained on so far
   * @param samplesPerSecond speed since the last call
   * @param secondsLeft estimate of the time left
   * @param loss mean training loss since the last call
   * @param valAccuracy latest accuracy on the validation data, 0 to 1; NaN before the first
   *     validation
   */
  record Progress(
      double share,
      long samples,
      double samplesPerSecond,
      double secondsLeft,
      double loss,
      double valAccuracy) {}
}
