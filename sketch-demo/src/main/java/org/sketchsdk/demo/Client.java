package org.sketchsdk.demo;

import java.time.InstantSource;
import org.sketchsdk.demo.net.RateLimit;

/**
 * What counts against one client: the rates of its requests, the bodies that it is sending, and the
 * time that its pictures take. Thread-safe.
 */
final class Client {
  private final Limits limits;
  private final InstantSource clock;
  private final RateLimit pictures;
  private final RateLimit classFiles;

  private int bodies;
  private long bodyBytes;
  private boolean reading;
  private double readingNanosLeft;
  private long usedMillis;

  Client(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.pictures = new RateLimit(limits.picturesPerSecond(), clock);
    this.classFiles = new RateLimit(limits.http().classFilesPerSecond(), clock);
    this.readingNanosLeft = limits.http().pictureBurst().toNanos();
    this.usedMillis = clock.millis();
  }

  void countPicture() throws RefusedException {
    if (!pictures.tryTake()) {
      throw new RefusedException(
          429,
          "pictures a second of one client exceed the maximum allowed ("
              + limits.picturesPerSecond()
              + ", see picturesPerSecond): try again in a moment");
    }
  }

  void countClassFile() throws RefusedException {
    if (!classFiles.tryTake()) {
      throw new RefusedException(
          429,
          "files of classes a second of one client exceed the maximum allowed ("
              + limits.http().classFilesPerSecond()
              + ", see classFilesPerSecond): try again in a moment");
    }
  }

  /** Counts a body that the client begins to send. */
  synchronized void beginBody(long bytes) throws RefusedException {
    if (bodies >= limits.http().bodiesPerClient()) {
      throw new RefusedException(
          429,
          Teaching.exceed(
              "requests with a body at the same time of one client",
              bodies + 1L,
              limits.http().bodiesPerClient(),
              "bodiesPerClient"));
    }
    // One body may always be sent, however large a body may be.
    if (bodies > 0 && bodyBytes + bytes > limits.http().bodyBytesPerClient()) {
      throw new RefusedException(
          429,
          Teaching.exceed(
              "bytes in all bodies of one client",
              bodyBytes + bytes,
              limits.http().bodyBytesPerClient(),
              "bodyBytesPerClient"));
    }
    bodies++;
    bodyBytes += bytes;
  }

  synchronized void endBody(long bytes) {
    bodies--;
    bodyBytes -= bytes;
  }

  /** Tells whether one of its pictures is being read. */
  synchronized boolean isReading() {
    return reading;
  }

  synchronized void beginReading() {
    reading = true;
  }

  /** Takes the processor time of a picture off the client's budget. */
  synchronized void endReading(long nanos) {
    refill();
    reading = false;
    readingNanosLeft -= nanos;
  }

  /** Tells whether the client has used more time than its share. */
  synchronized boolean isOverdrawn() {
    refill();
    return readingNanosLeft <= 0;
  }

  private void refill() {
    long now = clock.millis();
    double grownNanos =
        Math.max(0, now - usedMillis) * 1e6 * limits.http().picturePercent() / 100.0;
    usedMillis = now;
    readingNanosLeft =
        Math.min((double) limits.http().pictureBurst().toNanos(), readingNanosLeft + grownNanos);
  }

  /** Tells whether nothing of the client is left that a new one would not have. */
  synchronized boolean isForgettable() {
    refill();
    return bodies == 0
        && !reading
        && readingNanosLeft >= limits.http().pictureBurst().toNanos()
        && pictures.isFull()
        && classFiles.isFull();
  }
}
