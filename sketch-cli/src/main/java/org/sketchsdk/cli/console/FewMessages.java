package org.sketchsdk.cli.console;

import java.util.function.Consumer;

/**
 * Prints the first messages about one thing and counts the others: a small file can hold millions
 * of malformed lines. Call {@link #close} after the last message. Not thread-safe.
 */
public final class FewMessages implements Consumer<String>, AutoCloseable {
  /** How many messages are printed. */
  public static final int SHOWN = 5;

  private final Console console;
  private final String more;
  private long count;

  /**
   * Creates a counter.
   *
   * @param console where messages go
   * @param more what to call the messages that are not printed, such as {@code malformed lines in
   *     cat.ndjson}
   */
  public FewMessages(Console console, String more) {
    this.console = console;
    this.more = more;
  }

  @Override
  public void accept(String message) {
    if (count < SHOWN) {
      console.error(message);
    }
    count++;
  }

  /** Prints how many messages were left out, if any. */
  @Override
  public void close() {
    if (count > SHOWN) {
      console.error("and " + (count - SHOWN) + " more " + more);
      count = 0;
    }
  }
}
