package org.sketchsdk.core;

/**
 * A limit is reached: what was asked for would exceed a maximum that the application has set, or
 * that the SDK sets. Nothing was changed. Applications show the message to the person who drew or
 * wrote too much, or raise the limit.
 */
public final class LimitException extends SketchException {
  private static final long serialVersionUID = 1L;

  /** What there would be. */
  private final long actual;

  /** The most that is allowed. */
  private final long max;

  /**
   * Creates an exception.
   *
   * @param what what is counted, such as {@code points in drawing}
   * @param actual how much there would be, more than {@code max}
   * @param max the most that is allowed
   * @param setting the name of the setting or the constant that has the limit
   */
  public LimitException(String what, long actual, long max, String setting) {
    super(what + " (" + actual + ") exceed the maximum allowed (" + max + ", see " + setting + ")");
    this.actual = actual;
    this.max = max;
  }

  /**
   * Returns how much there would be.
   *
   * @return a number greater than {@link #max()}
   */
  public long actual() {
    return actual;
  }

  /**
   * Returns the most that is allowed.
   *
   * @return the limit
   */
  public long max() {
    return max;
  }
}
