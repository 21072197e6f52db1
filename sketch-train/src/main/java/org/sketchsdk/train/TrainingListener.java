package org.sketchsdk.train;

/** Follows a training run. Called by the thread that trains; what it takes, the run waits for. */
public interface TrainingListener {
  /**
   * Called a few times a second at most, never for every batch.
   *
   * @param progress where the run is
   */
  void onProgress(Progress progress);

  /**
   * Called when something worth a line has happened, such as a better model on the validation data.
   *
   * @param message a line of text
   */
  void onMessage(String message);

  /**
   * Where a run is.
   *
   * @param share share of the run that is done, 0 to 1
   * @param samples samples trained on so far
   * @param samplesPerSecond speed since the last call
   * @param secondsLeft estimate of the time left
   * @param loss mean training loss since the last call
   * @param valAccuracy latest accuracy on the validation data, 0 to 1; NaN before the first
   */
  record Progress(
      double share,
      long samples,
      double samplesPerSecond,
      double secondsLeft,
      double loss,
      double valAccuracy) {}
}
