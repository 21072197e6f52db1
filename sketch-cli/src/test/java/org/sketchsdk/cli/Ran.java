package org.sketchsdk.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.sketchsdk.cli.console.Console;

/**
 * What a command did.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
public record Ran(int code, String out, String err) {
  public static Ran command(Object... arguments) {
    return with(InputStream.nullInputStream(), arguments);
  }

  public static Ran withInput(byte[] input, Object... arguments) {
    return with(new ByteArrayInputStream(input), arguments);
  }

  private static Ran with(InputStream in, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return writingTo(out, in, arguments).withOut(out.toString(StandardCharsets.UTF_8));
  }

  /** Runs with a standard output of the test's own. */
  public static Ran writingTo(OutputStream out, InputStream in, Object... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errPrinter = new PrintStream(err, true, StandardCharsets.UTF_8);
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int code = Main.run(new Console(in, out, errPrinter, false), texts);
    return new Ran(code, "", err.toString(StandardCharsets.UTF_8));
  }

  private Ran withOut(String text) {
    return new Ran(code, text, err);
  }

  public List<String> outLines() {
    return out.lines().toList();
  }

  public List<String> errLines() {
    return err.lines().toList();
  }
}
