package org.sketchsdk.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void keepsTextOfAllScripts() {
    String text = "cat été 猫 قطة नमस्\u200Dते \uD83D\uDC08 50 %";
    assertThat(Printable.line(text)).isSameAs(text);
  }

  @Test
  void escapesWhatATerminalObeys() {
    assertThat(Printable.line("\u001B[31mred\u0007\u009B\u007F"))
        .isEqualTo("\\u001B[31mred\\u0007\\u009B\\u007F");
    assertThat(Printable.line("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
    assertThat(Printable.lines("a\nb\rc\td")).isEqualTo("a\nb\\rc\td");
  }

  @Test
  void escapesWhatChangesTheOrderOfReading() {
    for (char c : "\u061C\u200E\u200F\u202A\u202E\u2066\u2069\u2028\u2029\uFEFF".toCharArray()) {
      assertThat(Printable.line("x" + c)).isEqualTo(String.format("x\\u%04X", (int) c));
    }
  }

  @Test
  void escapesHalfCharacters() {
    assertThat(Printable.line("\uD83D!")).isEqualTo("\\uD83D!");
    assertThat(Printable.line("\uDC08")).isEqualTo("\\uDC08");
  }

  @Test
  void consoleAndOutputEscape() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errPrinter = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(InputStream.nullInputStream(), out, errPrinter, true);

    console.message("m\u001B");
    console.error("e\u202E");
    console.lines("l\u001B\nl");
    console.progress("p\u001B");
    console.out().line("o\u001B\n");
    console.out().flush();

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("m\\u001B", "sketch: e\\u202E", "l\\u001B", "l", "", "p\\u001B");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("o\\u001B\\n\n");
  }
}
