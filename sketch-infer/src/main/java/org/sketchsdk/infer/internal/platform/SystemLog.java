package org.sketchsdk.infer.internal.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The log of Java from version 9 on, which applications connect to the logging of their choice. */
@NotOnAndroid
final class SystemLog implements Log {
  private final Logger logger;

  SystemLog(String name) {
    logger = System.getLogger(name);
  }

  @Override
  public void debug(String message) {
    logger.log(Level.DEBUG, message);
  }

  @Override
  public void info(String message) {
    logger.log(Level.INFO, message);
  }

  @Override
  public void warning(String message) {
    logger.log(Level.WARNING, message);
  }

  @Override
  public void debug(String message, Throwable problem) {
    logger.log(Level.DEBUG, message, problem);
  }
}
