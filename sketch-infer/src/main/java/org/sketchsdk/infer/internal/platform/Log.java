package org.sketchsdk.infer.internal.platform;

/** What the SDK logs. Messages are plain texts, not patterns. Thread-safe. */
public interface Log {
  /**
   * Logs what helps to find a problem, such as which backend is used.
   *
   * @param message the text
   */
  void debug(String message);

  /**
   * Logs what an operator may want to know, such as why a backend is not used.
   *
   * @param message the text
   */
  void info(String message);

  /**
   * Logs what should be changed.
   *
   * @param message the text
   */
  void warning(String message);

  /**
   * Logs a problem that has no effect.
   *
   * @param message the text
   * @param problem its cause
   */
  void debug(String message, Throwable problem);

  /**
   * Returns the log of the platform: {@link System.Logger}, or java.util.logging on Android.
   *
   * @param name the name of the logger
   * @return a logger
   */
  static Log of(String name) {
    try {
      return new SystemLog(name);
    } catch (LinkageError e) {
      return new UtilLog(name);
    }
  }
}
