package org.sketchsdk.demo.net;

import java.time.InstantSource;

/**
 * Allows a number of things per second on average, and twice as many in a burst: a bucket of tokens
 * that fills steadily. Thread-safe.
 */
public final class RateLimit {
  private final int perSecond;
  private final InstantSource clock;
  private double tokens;
  private long filledMillis;

  public RateLimit(int perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.tokens = 2.0 * perSecond;
    this.filledMillis = clock.millis();
  }

  /** Takes a token if there is one. */
  public synchronized boolean tryTake() {
    fill();
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Tells whether nothing was taken of late. */
  public synchronized boolean isFull() {
    fill();
    return tokens >= 2.0 * perSecond;
  }

  private void fill() {
    long now = clock.millis();
    // A clock that was set back fills nothing.
    double grown = Math.max(0, now - filledMillis) * perSecond / 1000.0;
    tokens = Math.min(2.0 * perSecond, tokens + grown);
    filledMillis = now;
  }
}
