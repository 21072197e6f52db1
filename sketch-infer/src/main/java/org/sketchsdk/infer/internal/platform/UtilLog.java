package org.sketchsdk.infer.internal.platform;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of Android, which has no {@link System.Logger}. */
final class UtilLog implements Log {
  private final Logger logger;

  UtilLog(String name) {
    logger = Logger.getLogger(name);
  }

  @Override
  public void debug(String message) {
    logger.fine(message);
  }

  @Override
  public void info(String message) {
    logger.info(message);
  }

  @Override
  public void warning(String message) {
    logger.warning(message);
  }

  @Override
  public void debug(String message, Throwable problem) {
    logger.log(Level.FINE, message, problem);
  }
}
