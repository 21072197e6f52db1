package org.sketchsdk.infer.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogTest {
  private static final String NAME = "org.sketchsdk.infer.internal.platform.LogTest";

  private static List<LogRecord> logged(Log log) {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(NAME);
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
    try {
      log.info("it's {0}");
      log.warning("slow");
      log.debug("fine", new IllegalStateException("why"));
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
    }
    return records;
  }

  private static void assertLogged(Log log) {
    assertThat(logged(log))
        .extracting(LogRecord::getLevel, LogRecord::getMessage)
        .containsExactly(
            tuple(Level.INFO, "it's {0}"), tuple(Level.WARNING, "slow"), tuple(Level.FINE, "fine"));
  }

  @Test
  void usesTheLogOfThePlatform() {
    Log log = Log.of(NAME);

    assertThat(log).isInstanceOf(SystemLog.class);
    assertLogged(log);
  }

  @Test
  void usesThatOfAndroidElsewhere() {
    assertLogged(new UtilLog(NAME));
  }
}
