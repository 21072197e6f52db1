package org.sketchsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sketchsdk.augment.AugmentationOptions;
import org.sketchsdk.augment.AugmentedRenderer;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.ReadOptions;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;

/**
 * Reading, rendering, augmenting and classifying open no socket: in a process of its own no class
 * of the JDK's that a socket or a look-up of a host needs is as much as loaded, and no descriptor
 * is a socket.
 */
class NoNetworkTest {
  // Not SocketChannelImpl, which newer JDKs load with any channel to a file; it needs Net to open.
  private static final List<String> NEEDED_BY_SOCKETS =
      List.of(
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.DatagramSocket",
          "java.net.InetAddress",
          "java.net.HttpURLConnection",
          "sun.nio.ch.Net",
          "sun.nio.ch.NioSocketImpl",
          "sun.nio.ch.ServerSocketChannelImpl",
          "sun.nio.ch.DatagramChannelImpl");

  @TempDir private Path folder;

  /** What an application does. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) throws IOException {
      Drawing drawing = drawing();
      if (arguments[0].equals("socket")) {
        new ServerSocket(0).close();
      }
      AugmentedRenderer.of(
              Rasterizer.create(RasterOptions.defaults()), AugmentationOptions.training())
          .render(drawing, SeededRandom.forSample(1, "a", 0));
      byte[] pixels = new byte[200 * 200];
      Arrays.fill(pixels, (byte) 255);
      for (int i = 40; i < 160; i++) {
        Arrays.fill(pixels, i * 200 + 97, i * 200 + 103, (byte) 0);
      }
      InkExtractor.create(RasterOptions.defaults()).extract(Picture.of(200, 200, pixels));
      for (String backend : new String[] {"onnx", "java"}) {
        for (String model : SketchClassifier.embeddedModels()) {
          try (SketchClassifier classifier =
              SketchClassifier.builder().embeddedModel(model).backend(backend).build()) {
            System.out.println(
                backend + " " + classifier.classify(drawing).top().orElseThrow().label());
          }
        }
      }
      try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
        for (Path descriptor : descriptors.toList()) {
          if (Files.isSymbolicLink(descriptor)) {
            System.out.println("open: " + Files.readSymbolicLink(descriptor));
          }
        }
      } catch (IOException e) { // not Linux, or one that was closed meanwhile
        System.out.println("open: " + e.getMessage());
      }
    }

    private static Drawing drawing() throws IOException {
      String line =
          "{\"word\":\"square\",\"drawing\":[[[0,255,255,0,0],[0,0,255,255,0]],[[60,200],[90,80]]]}";
      try (NdjsonReader reader =
          NdjsonReader.of(
              new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)),
              "own",
              ReadOptions.defaults())) {
        return reader.next().drawing();
      }
    }
  }

  private List<String> run(String argument) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load=info:file=" + folder.resolve("classes.log"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Application.class.getName());
    command.add(argument);
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolve("err.log").toFile()) // newer JDKs warn of native code
            .redirectOutput(folder.resolve("out.log").toFile())
            .start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(folder.resolve("out.log"));
    assertThat(code).as(Files.readString(folder.resolve("err.log"))).isZero();
    return lines;
  }

  private List<String> loaded() throws IOException {
    return Files.readAllLines(folder.resolve("classes.log")).stream()
        .map(line -> line.replaceFirst("^(\\[[^\\]]*\\])+ ", "").replaceFirst(" .*", ""))
        .filter(NEEDED_BY_SOCKETS::contains)
        .toList();
  }

  @Test
  void opensNoSocket() throws Exception {
    List<String> lines = run("none");

    assertThat(lines.stream().filter(line -> !line.startsWith("open: ")))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("onnx "))
        .anyMatch(line -> line.startsWith("java "));
    assertThat(lines).noneMatch(line -> line.startsWith("open: socket:"));
    assertThat(loaded()).isEmpty();
  }

  @Test
  void wouldNoticeASocket() throws Exception {
    run("socket");

    assertThat(loaded()).contains("java.net.ServerSocket", "java.net.InetAddress");
  }
}
