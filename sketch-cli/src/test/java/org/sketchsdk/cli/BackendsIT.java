package org.sketchsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same drawings on every backend that the command has. */
class BackendsIT {
  private static final Path FILE =
      Path.of(System.getProperty("sketch.root", ".."), "examples", "drawings", "own.ndjson");

  @Test
  void giveTheSameAnswers() {
    List<String> answers = new ArrayList<>();
    // djl first: its engine fails where ONNX Runtime is in use already
    for (String backend : new String[] {"djl", "java", "onnx"}) {
      Ran ran = Ran.command("--verbose", "classify", FILE, "--backend", backend);
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.outLines()).hasSize(8);
      answers.add(ran.out());
      if (backend.equals("djl")) {
        assertThat(ran.err()).contains("runs model quickdraw25 in the engine OnnxRuntime of DJL");
      }
    }
    // integers end in the same logits whatever computes them
    assertThat(answers).containsOnly(answers.get(0));
  }
}
