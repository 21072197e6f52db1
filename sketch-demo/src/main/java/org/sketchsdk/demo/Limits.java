package org.sketchsdk.demo;

import java.time.Duration;
import java.util.List;

/**
 * What visitors may do at most. The defaults suit a server for a few hundred people on two cores.
 *
 * @param maxSessions open WebSockets; one more is told so and closed
 * @param idleAfter a session without a message for so long is closed, and what it holds is freed
 * @param maxMessageBytes bytes of a WebSocket message in UTF-8; from sixteen times as many on, the
 *     session is closed, as the message is not even read
 * @param messagesPerSecond messages of a session in the long run, with twice as many in a burst
 * @param maxMessagePoints points in one message
 * @param maxPoints points of a drawing
 * @param maxStrokes strokes of a drawing
 * @param updatesPerSecond predictions for a session; changes in between share one
 * @param maxClasses own classes of a session
 * @param maxExamples examples of a session, all classes together
 * @param maxLabelChars UTF-16 units in the name of a class
 * @param maxClassesBytes bytes of a file of classes that is loaded
 * @param maxPictureBytes bytes of a picture's file
 * @param maxPicturePixels pixels of a picture
 * @param picturesPerSecond pictures of a client in the long run, with twice as many in a burst
 * @param picturesAtOnce pictures of all visitors that are read side by side
 * @param roundSeconds length of a round of the game
 * @param http limits of connections and requests over HTTP
 */
record Limits(
    int maxSessions,
    Duration idleAfter,
    int maxMessageBytes,
    int messagesPerSecond,
    int maxMessagePoints,
    int maxPoints,
    int maxStrokes,
    int updatesPerSecond,
    int maxClasses,
    int maxExamples,
    int maxLabelChars,
    int maxClassesBytes,
    int maxPictureBytes,
    int maxPicturePixels,
    int picturesPerSecond,
    int picturesAtOnce,
    int roundSeconds,
    Http http) {
  static final int MAX_SESSIONS = 256;
  static final Duration IDLE_AFTER = Duration.ofMinutes(10);
  static final int MAX_MESSAGE_BYTES = 64 << 10;
  static final int MESSAGES_PER_SECOND = 100;
  static final int MAX_MESSAGE_POINTS = 2_000;
  static final int MAX_POINTS = 10_000;
  static final int MAX_STROKES = 1_000;
  static final int UPDATES_PER_SECOND = 15;
  static final int MAX_CLASSES = 20;
  static final int MAX_EXAMPLES = 200;
  static final int MAX_LABEL_CHARS = 40;
  static final int MAX_CLASSES_BYTES = 4 << 20;
  static final int MAX_PICTURE_BYTES = 8 << 20;
  static final int MAX_PICTURE_PIXELS = 25_000_000;
  static final int PICTURES_PER_SECOND = 10;
  static final int PICTURES_AT_ONCE = 2;
  static final int ROUND_SECONDS = 20;

  /** A message of this many times {@link #maxMessageBytes} is not even read. */
  static final int UNREAD_FACTOR = 16;

  Limits {
    int least =
        min(
            maxSessions,
            maxMessageBytes,
            messagesPerSecond,
            maxMessagePoints,
            maxPoints,
            maxStrokes,
            updatesPerSecond,
            maxClasses,
            maxExamples,
            maxLabelChars,
            maxClassesBytes,
            maxPictureBytes,
            maxPicturePixels,
            picturesPerSecond,
            picturesAtOnce,
            roundSeconds);
    if (least < 1) {
      throw new IllegalArgumentException("every limit must be at least 1: " + least);
    }
    if (idleAfter.isNegative() || idleAfter.isZero()) {
      throw new IllegalArgumentException("idleAfter must be more than nothing: " + idleAfter);
    }
  }

  private static int min(int... values) {
    int least = Integer.MAX_VALUE;
    for (int value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  static Limits defaults() {
    return new Limits(
        MAX_SESSIONS,
        IDLE_AFTER,
        MAX_MESSAGE_BYTES,
        MESSAGES_PER_SECOND,
        MAX_MESSAGE_POINTS,
        MAX_POINTS,
        MAX_STROKES,
        UPDATES_PER_SECOND,
        MAX_CLASSES,
        MAX_EXAMPLES,
        MAX_LABEL_CHARS,
        MAX_CLASSES_BYTES,
        MAX_PICTURE_BYTES,
        MAX_PICTURE_PIXELS,
        PICTURES_PER_SECOND,
        PICTURES_AT_ONCE,
        ROUND_SECONDS,
        Http.defaults());
  }

  /** The same limits but for those of sessions, which the command line sets. */
  Limits withSessions(int most, Duration idle) {
    return with(most, idle, http);
  }

  /** The same limits but for those over HTTP. */
  Limits withHttp(Http other) {
    return with(maxSessions, idleAfter, other);
  }

  private Limits with(int sessions, Duration idle, Http other) {
    return new Limits(
        sessions,
        idle,
        maxMessageBytes,
        messagesPerSecond,
        maxMessagePoints,
        maxPoints,
        maxStrokes,
        updatesPerSecond,
        maxClasses,
        maxExamples,
        maxLabelChars,
        maxClassesBytes,
        maxPictureBytes,
        maxPicturePixels,
        picturesPerSecond,
        picturesAtOnce,
        roundSeconds,
        other);
  }

  /**
   * Limits of connections and requests over HTTP. A client is a session, or an address where a
   * request names no session.
   *
   * @param idleConnection a connection without any byte for so long is closed
   * @param headerWithin the header of a request arrives within this time, counted from its first
   *     byte
   * @param bodyWithin the body of a request arrives within this time
   * @param minBodyBytesPerSecond bytes of a body per second on average, after the first two seconds
   * @param bodiesAtOnce requests with a body that are not answered yet, of all clients
   * @param bodiesPerClient the same of one client
   * @param bodyBytesAtOnce bytes of all these bodies together
   * @param bodyBytesPerClient the same of one client, with at least one body
   * @param picturePercent the share of one processor that the pictures of a client may take in the
   *     long run. Clients above it come after all others and leave one place free
   * @param pictureBurst processor time that the pictures of a client may take at once
   * @param pictureWait a picture that gets no place within this time is refused
   * @param classFilesPerSecond files of classes that a client saves or loads in the long run, with
   *     twice as many in a burst
   */
  record Http(
      Duration idleConnection,
      Duration headerWithin,
      Duration bodyWithin,
      int minBodyBytesPerSecond,
      int bodiesAtOnce,
      int bodiesPerClient,
      int bodyBytesAtOnce,
      int bodyBytesPerClient,
      int picturePercent,
      Duration pictureBurst,
      Duration pictureWait,
      int classFilesPerSecond) {
    Http {
      int least =
          min(
              minBodyBytesPerSecond,
              bodiesAtOnce,
              bodiesPerClient,
              bodyBytesAtOnce,
              bodyBytesPerClient,
              picturePercent,
              classFilesPerSecond);
      if (least < 1) {
        throw new IllegalArgumentException("every limit must be at least 1: " + least);
      }
      for (Duration each :
          List.of(idleConnection, headerWithin, bodyWithin, pictureBurst, pictureWait)) {
        if (each.isNegative() || each.isZero()) {
          throw new IllegalArgumentException("every time must be more than nothing: " + each);
        }
      }
    }

    static Http defaults() {
      return new Http(
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          4 << 10,
          64,
          6,
          64 << 20,
          16 << 20,
          50,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          2);
    }
  }
}
