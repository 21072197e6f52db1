package org.sketchsdk.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output: UTF-8 wherever the command runs, and no failure to write is lost. Not
 * thread-safe.
 */
public final class Output extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;

  public Output(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  /** Standard output cannot be written to. */
  public static final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean brokenPipe;

    OutputException(IOException cause) {
      super("cannot write to standard output: " + cause.getMessage(), cause);
      // The system's message, which names the pipe in most languages.
      String message = cause.getMessage();
      brokenPipe = message != null && message.toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Whether the reader of a pipe went away, as {@code head} does when it has enough. */
    public boolean isBrokenPipe() {
      return brokenPipe;
    }
  }

  @Override
  public void write(int b) throws IOException {
    try {
      out.write(b);
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  public void print(CharSequence text) throws IOException {
    write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Prints a line for people; what a terminal would obey is escaped, see {@link Printable}. */
  public void line(String text) throws IOException {
    print(Printable.line(text) + '\n');
  }

  /** Prints lines for people, escaped like {@link #line}; line feeds and tabs stay. */
  public void lines(String text) throws IOException {
    print(Printable.lines(text));
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }
}
