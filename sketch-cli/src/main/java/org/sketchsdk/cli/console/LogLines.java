package org.sketchsdk.cli.console;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Prints what the SDK logs as messages of the command. */
public final class LogLines extends Handler {
  // Kept here, as the log manager forgets loggers that nobody holds.
  private static final Logger SDK = Logger.getLogger("org.sketchsdk");

  private final Console console;

  private LogLines(Console console) {
    this.console = console;
  }

  /** Sends the log to a console: warnings, or everything where the user asked for it. */
  public static void sendTo(Console console, boolean verbose) {
    for (Handler handler : SDK.getHandlers()) {
      SDK.removeHandler(handler);
    }
    SDK.setUseParentHandlers(false);
    SDK.setLevel(verbose ? Level.ALL : Level.WARNING);
    SDK.addHandler(new LogLines(console));
  }

  @Override
  public void publish(LogRecord entry) {
    if (isLoggable(entry)) {
      Object[] parameters = entry.getParameters();
      console.error(
          parameters == null || parameters.length == 0
              ? entry.getMessage()
              : new MessageFormat(entry.getMessage(), Locale.ROOT).format(parameters));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
