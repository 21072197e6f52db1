package org.sketchsdk.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FewMessagesTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          InputStream.nullInputStream(),
          OutputStream.nullOutputStream(),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          false);

  @Test
  void printsTheFirstAndCountsTheOthers() {
    try (FewMessages messages = new FewMessages(console, "malformed lines in x")) {
      for (int i = 1; i <= 1_000_000; i++) {
        messages.accept("line " + i);
      }
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "sketch: line 1",
            "sketch: line 2",
            "sketch: line 3",
            "sketch: line 4",
            "sketch: line 5",
            "sketch: and 999995 more malformed lines in x");
  }

  @Test
  void saysNothingOfOthersWhereThereAreNone() {
    try (FewMessages messages = new FewMessages(console, "more")) {
      for (int i = 1; i <= FewMessages.SHOWN; i++) {
        messages.accept("line " + i);
      }
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(FewMessages.SHOWN);
  }
}
