package org.sketchsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.demo.net.Hosts;
import org.sketchsdk.demo.net.Origins;
import org.sketchsdk.demo.net.RateLimit;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;

/** The parts that need no server, and the command line. */
class PartsTest {
  @Test
  void exportsNothing() throws Exception {
    ModuleDescriptor descriptor;
    try (InputStream in = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      descriptor = ModuleDescriptor.read(in);
    }

    assertThat(descriptor.name()).isEqualTo("org.sketchsdk.demo");
    assertThat(descriptor.exports()).isEmpty();
    assertThat(descriptor.opens())
        .singleElement()
        .satisfies(
            opens ->
                assertThat(opens.targets())
                    .containsExactlyInAnyOrder(
                        "info.picocli", "org.eclipse.jetty.websocket.common"));
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndHasNothingInline() throws Exception {
    Path web = Path.of("src/main/resources/org/sketchsdk/demo/web");
    List<Path> files;
    try (Stream<Path> listed = Files.list(web)) {
      files = listed.toList();
    }
    for (Path file : files) {
      String text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
      assertThat(text)
          .as(file.toString())
          .doesNotContain("http://")
          .doesNotContain("https://")
          .doesNotContainPattern("\\son[a-z]+=\"")
          .doesNotContain(" style=\"")
          .doesNotContain("<style")
          .doesNotContain("eval(");
    }
    assertThat(Pages.load().paths()).contains("/").hasSize(files.size()); // none is forgotten
  }

  @Test
  void packedRastersUnpackToTheSame() {
    Raster raster =
        Rasterizer.create(RasterOptions.defaults())
            .render(
                Drawing.of(List.of(Stroke.of(new float[] {0, 90, 20}, new float[] {0, 10, 80}))));
    byte[] packed = Base64.getDecoder().decode(PackedRaster.pack(raster));

    byte[] ink = new byte[raster.width() * raster.height()];
    int at = 0;
    for (int i = 0; i < packed.length; i++) {
      byte value = packed[i];
      int count = value == 0 || value == (byte) 255 ? packed[++i] & 0xFF : 1;
      for (int j = 0; j < count; j++) {
        ink[at++] = value;
      }
    }
    assertThat(at).isEqualTo(ink.length);
    assertThat(Raster.of(raster.width(), raster.height(), ink)).isEqualTo(raster);
    assertThat(packed.length).isLessThan(ink.length / 4);
  }

  @Test
  void aRateAllowsABurstAndThenSoManyASecond() {
    AtomicLong now = new AtomicLong(5_000);
    RateLimit rate = new RateLimit(10, () -> Instant.ofEpochMilli(now.get()));
    for (int i = 0; i < 20; i++) {
      assertThat(rate.tryTake()).isTrue();
    }
    assertThat(rate.tryTake()).isFalse();
    now.addAndGet(100);
    assertThat(rate.tryTake()).isTrue();
    assertThat(rate.tryTake()).isFalse();
    now.addAndGet(-4_000); // a clock that was set back
    assertThat(rate.tryTake()).isFalse();
    now.addAndGet(3_600_000);
    for (int i = 0; i < 20; i++) {
      assertThat(rate.tryTake()).isTrue();
    }
    assertThat(rate.tryTake()).isFalse();
  }

  @Test
  void originsAreTheServersOwnAndThoseAllowed() {
    Origins origins = new Origins(List.of("https://Sketch.example.org"));

    assertThat(origins.accept(null, "127.0.0.1:8080")).isTrue();
    assertThat(origins.accept("http://127.0.0.1:8080", "127.0.0.1:8080")).isTrue();
    assertThat(origins.accept("https://demo.example", "Demo.example")).isTrue();
    assertThat(origins.accept("https://sketch.example.org", "internal:8080")).isTrue();
    assertThat(origins.accept("http://127.0.0.1:9090", "127.0.0.1:8080")).isFalse();
    assertThat(origins.accept("https://127.0.0.1:8080.evil.example", "127.0.0.1:8080")).isFalse();
    assertThat(origins.accept("null", "null")).isFalse();
    assertThat(origins.accept("::", "127.0.0.1:8080")).isFalse();
    assertThat(origins.accept("http://127.0.0.1:8080", null)).isFalse();
  }

  @Test
  void hostsAreThisMachineAndWhatWasChosen() {
    Hosts usual = new Hosts("127.0.0.1", List.of("https://Sketch.example.org:8443", "::"));
    assertThat(usual.accept("sketch.Example.org")).isTrue();
    assertThat(usual.accept("192.168.1.5")).isFalse();
    assertThat(usual.accept("")).isFalse();
    assertThat(usual.accept(null)).isFalse();

    Hosts named = new Hosts("demo.lan", List.of());
    assertThat(named.accept("demo.lan")).isTrue();
    assertThat(named.accept("localhost")).isTrue();
    assertThat(named.accept("other.lan")).isFalse();

    for (String any : List.of("0.0.0.0", "::", "[::]")) {
      Hosts open = new Hosts(any, List.of());
      assertThat(open.accept("192.168.1.5")).isTrue();
      assertThat(open.accept("[fe80::1]")).isTrue();
      assertThat(open.accept("1.2.3.4.evil.example")).isFalse();
      assertThat(open.accept("evil.example")).isFalse();
    }
  }

  @Test
  void limitsMustAllowSomething() {
    assertThatThrownBy(() -> Limits.defaults().withSessions(0, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Limits.defaults().withSessions(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("idleAfter");
  }

  // The command line

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void helpAndVersionEndWithZero() {
    assertThat(run("--help").out()).contains("sketch demo").contains("--port").contains("--host");
    assertThat(run("--help").code()).isZero();
    assertThat(run("--version").out()).startsWith("sketch ").doesNotContain("${");
  }

  @Test
  void wrongUsageEndsWithTwo() {
    for (String[] wrong :
        new String[][] {
          {"--port", "x"},
          {"--port", "70000"},
          {"--port", "-1"},
          {"--phone-port", "65536"},
          {"--max-sessions", "0"},
          {"--idle-minutes", "0"},
          {"--color"},
          {"surplus"},
          {"load-test", "--sessions", "0"},
        }) {
      Ran ran = run(wrong);
      assertThat(ran.code()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(ran.err()).startsWith("sketch: ").hasLineCount(1);
    }
  }

  @Test
  void aBusyPortOrAMissingModelEndsWithOneInALine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = run("--port", String.valueOf(taken.getLocalPort()));
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err())
          .contains("port " + taken.getLocalPort())
          .contains("in use")
          .hasLineCount(1);
    }
    Ran missing = run("--model", "missing.onnx");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err())
        .isEqualTo("sketch: no such file: missing.onnx" + System.lineSeparator());
    assertThat(run("--host", "no.such.host.invalid", "--port", "0").code()).isEqualTo(1);
  }

  @Test
  void whatATerminalWouldObeyIsEscaped() {
    Ran ran = run("--model", "\u001B[2Jevil\u202Etxt.onnx");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("\\u001B[2Jevil\\u202Etxt.onnx")
        .doesNotContain("\u001B")
        .doesNotContain("\u202E");
  }

  @Test
  void theLoadTestHoldsItsSessionsWithoutAFailureAlsoUnderAttack() {
    Ran ran =
        run(
            "load-test",
            "--sessions",
            "5",
            "--seconds",
            "1",
            "--warm-up-seconds",
            "1",
            "--hostile");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    List<String> lines = ran.out().lines().toList();
    assertThat(lines.get(0)).startsWith("5 sessions").contains(" 0 failures");
    assertThat(lines.get(1)).contains("p99");
    assertThat(lines.get(3)).startsWith("under attack, 5 sessions").contains(" 0 failures");
    assertThat(lines.get(4)).contains("p99");
    assertThat(lines.get(6)).startsWith("attack: 64 slow bodies, 4 floods");
    assertThat(run("load-test", "--hostile", "--url", "wss://localhost/").code()).isEqualTo(2);
  }
}
