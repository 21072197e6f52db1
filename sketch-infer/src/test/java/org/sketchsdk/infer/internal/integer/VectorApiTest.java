package org.sketchsdk.infer.internal.integer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.sketchsdk.infer.internal.arithmetic.Arithmetic;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.testing.ChildJvm;
import org.sketchsdk.testing.models.IntegerTestModel;

/** Runs the backend in JVMs that have the Vector API and in JVMs that do not. */
class VectorApiTest {
  @TempDir private Path folder;

  /** In a JVM of its own: runs tests of the backend, and compares both kinds of arithmetic. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      System.out.println(new IntegerProvider().probe().detail());
      if (args.length == 0) {
        return;
      }
      SummaryGeneratingListener summary = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(ConvolutionsTest.class))
                  .selectors(selectClass(IntegerBackendTest.class))
                  .build(),
              summary);
      summary
          .getSummary()
          .printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
      System.out.println("succeeded " + (summary.getSummary().getTestsSucceededCount() > 10));
      System.out.println("failed " + summary.getSummary().getTestsFailedCount());
      System.out.println("different " + different());
    }

    private static InferenceBackend open(ModelData data, Arithmetic arithmetic) {
      return IntegerProvider.open(data, Products.EXACT, arithmetic, BackendOptions.defaults());
    }

    /** Counts rasters that get other logits with the arithmetic of this JVM than in plain Java. */
    private static int different() {
      IntegerTestModel model = IntegerTestModel.random();
      ModelData data = ModelData.of(model.bytes(), "test");
      Random random = new Random(20261130);
      int count = 100;
      byte[] rasters = new byte[count * model.pixels()];
      for (int i = 0; i < rasters.length; i++) {
        rasters[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 0);
      }
      int labels = model.labels().size();
      float[] expected = new float[count * labels];
      float[] actual = new float[count * labels];
      try (InferenceBackend plain = open(data, Arithmetic.SCALAR);
          InferenceBackend best = open(data, Arithmetic.best())) {
        plain.run(rasters, count, expected);
        best.run(rasters, count, actual);
      }
      int different = 0;
      for (int i = 0; i < count; i++) {
        if (!Arrays.equals(
            expected, i * labels, (i + 1) * labels, actual, i * labels, (i + 1) * labels)) {
          different++;
        }
      }
      return different;
    }
  }

  /** Runs the class above, and returns the lines that it prints. */
  private List<String> run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("-Xmx512m");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    command.addAll(List.of(arguments));
    ChildJvm ran = ChildJvm.run(folder, command);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out().lines().toList();
  }

  private static void assumeThatTheModuleExists() {
    assumeTrue(
        ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent(),
        "this JDK has no module jdk.incubator.vector");
  }

  @Test
  void withTheModuleAllTestsOfTheBackendPassOnVectors() throws Exception {
    assumeThatTheModuleExists();
    List<String> lines = run(List.of("--add-modules", "jdk.incubator.vector"), "tests");
    assumeTrue(
        System.getProperty("os.arch").equals("amd64") || !lines.get(0).equals("plain Java"),
        "this processor may have short vectors only");
    assertThat(lines.get(0)).matches("plain Java with vectors of \\d+ bits");
    assertThat(lines).contains("succeeded true", "failed 0", "different 0");
  }

  @Test
  void withoutTheModuleThereAreNoVectors() throws Exception {
    assertThat(run(List.of())).containsExactly("plain Java");
  }

  @Test
  void vectorsOf128BitsAreNotWorthIt() throws Exception {
    assumeThatTheModuleExists();
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "the option is of x86");
    assertThat(run(List.of("--add-modules", "jdk.incubator.vector", "-XX:UseAVX=1")))
        .containsExactly("plain Java");
  }

  @Test
  void withoutTheCompilerThatMakesVectorInstructionsThereAreNoVectors() throws Exception {
    assumeThatTheModuleExists();
    for (String option : List.of("-XX:TieredStopAtLevel=1", "-Xint")) {
      assertThat(run(List.of("--add-modules", "jdk.incubator.vector", option)))
          .containsExactly("plain Java");
    }
  }
}
