package org.sketchsdk.cli.console;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A line that shows the progress of a command, on a terminal only. */
public final class ProgressLine implements AutoCloseable {
  // Shorter work is done before anyone has read the line.
  public static final long DELAY_NANOS = 1_000_000_000L;

  private static final int WIDTH = 79;
  private static final int INTERVAL_MILLIS = 250;

  private final Console console;
  private final String task;
  private final long max;
  private final String unit;
  private final long delayNanos;
  private final long start = System.nanoTime();
  private @Nullable ProgressBar bar; // null until the delay is over

  /**
   * Creates a line that is not shown yet.
   *
   * @param max the number of steps to the end, or -1 if nobody knows
   * @param unit {@code KB} if the steps are bytes, else empty
   * @param delayNanos how long to wait before the line is shown
   */
  public ProgressLine(Console console, String task, long max, String unit, long delayNanos) {
    this.console = console;
    this.task = task;
    this.max = max;
    this.unit = unit;
    this.delayNanos = delayNanos;
  }

  public void update(long step, String message) {
    if (bar == null) {
      if (!console.isTerminal() || System.nanoTime() - start < delayNanos) {
        return;
      }
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(max)
              .setUnit(unit, unit.equals("KB") ? 1 << 10 : 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(INTERVAL_MILLIS)
              .setConsumer(new Line(console))
              .hideEta()
              .build();
    }
    bar.stepTo(step);
    bar.setExtraMessage(message);
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      console.clearProgress();
    }
  }

  /** Draws on the console. */
  private record Line(Console console) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String line) {
      console.progress(line);
    }

    @Override
    public void clear() {
      console.clearProgress();
    }

    @Override
    public void close() {
      console.clearProgress();
    }
  }
}
