package org.sketchsdk.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes. Messages and the progress line share standard error: a message
 * wipes the line, which is drawn again below it. Messages and progress are thread-safe.
 */
public final class Console {
  private final InputStream in;
  private final Output out;
  private final PrintStream err;
  private final boolean terminal;
  private int progressLength; // of the progress line that can be seen, 0 for none

  /**
   * Creates a console.
   *
   * @param terminal whether a progress line can be shown on {@code err}
   */
  public Console(InputStream in, OutputStream out, PrintStream err, boolean terminal) {
    this.in = in;
    this.out = new Output(out);
    this.err = err;
    this.terminal = terminal;
  }

  public InputStream in() {
    return in;
  }

  public Output out() {
    return out;
  }

  public boolean isTerminal() {
    return terminal;
  }

  /** Prints what went wrong on one line. Line breaks in the text become semicolons. */
  public void error(String problem) {
    message("sketch: " + problem.strip().replaceAll("\\s*\\R\\s*", "; "));
  }

  /** Prints a line; characters that a terminal would obey are escaped, see {@link Printable}. */
  public void message(String line) {
    print(Printable.line(line));
  }

  /** Prints text of several lines, such as the usage of a command; escaped line by line. */
  public void lines(String text) {
    print(Printable.lines(text));
  }

  private synchronized void print(String text) {
    clearProgress();
    err.println(text);
    err.flush();
  }

  public synchronized void progress(String text) {
    String line = Printable.line(text);
    err.print('\r' + line + " ".repeat(Math.max(0, progressLength - line.length())));
    err.flush();
    progressLength = line.length();
  }

  public synchronized void clearProgress() {
    if (progressLength > 0) {
      err.print('\r' + " ".repeat(progressLength) + '\r');
      err.flush();
      progressLength = 0;
    }
  }
}
