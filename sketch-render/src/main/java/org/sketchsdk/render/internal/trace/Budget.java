package org.sketchsdk.render.internal.trace;

/**
 * The steps that tracing one drawing may take. Counted, not timed: the result is always the same.
 */
public final class Budget {
  private long left;
  private boolean spent;

  /** A budget of so many steps, each of which takes a few nanoseconds. */
  public Budget(long steps) {
    this.left = steps;
  }

  /** Takes steps out. Returns false, and takes none, if there are not so many left. */
  public boolean take(long steps) {
    if (steps > left) {
      spent = true;
      return false;
    }
    left -= steps;
    return true;
  }

  /** Returns whether steps were refused. */
  public boolean isSpent() {
    return spent;
  }
}
