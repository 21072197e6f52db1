package org.sketchsdk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.network.Networks;

class PerformancePageTest {
  private final Suite suite = new Suite("");
  private final Map<Plan, Measured> measured = new LinkedHashMap<>();

  private void add(Plan plan, double p50, double allocated) {
    measured.put(
        plan, new Measured(plan, 1000, p50, 1.1 * p50, 2 * p50, 3 * p50, allocated, Map.of()));
  }

  private void addParser(String name, double megabytes) {
    Plan plan = suite.parse(name);
    measured.put(
        plan,
        new Measured(
            plan,
            10,
            200,
            210,
            220,
            230,
            4_000_000,
            Map.of("megabytes", megabytes, "drawings", 800_000.0, "cpuSeconds", 1.0)));
  }

  private void addFast() {
    add(suite.drawing(), 240, 512);
    add(suite.network(Suite.SHIPPED), 200, 48);
    add(suite.network(Suite.PUBLISHED), 800, 48);
    add(suite.network(Models.IDENTITY), 9, 48);
    add(suite.picture(), 15_000, 2_000_000);
    add(suite.liveUpdate(), 250, 17_000);
    add(suite.render("rasterizer"), 12.5, 0.01);
    add(suite.render("java2d"), 90, 4_000);
    add(suite.render("openCvAntiAliased"), 30, 0);
    addParser("sketch", 450);
    addParser("jacksonTree", 150);
    add(suite.coldStart("onnx", "nothing"), 600, Double.NaN);
    add(suite.coldStart("onnx", "classes"), 190, Double.NaN);
    Plan first = suite.firstCalls();
    Map<String, Double> calls =
        Map.of("call 1", 20_000.0, "calls 2 to 10", 2_000.0, "calls 11 to 100", 600.0);
    measured.put(first, new Measured(first, 300, 600, 900, 2e4, 2e4, 0, calls));
  }

  private List<String> lines(Optional<FileRun.Pair> file) {
    return Headline.rows(suite, measured, 480, file).stream()
        .map(row -> String.join(" | ", row.cells()))
        .toList();
  }

  @Test
  void comparesMediansWithPeersAndTargets() {
    addFast();
    FileRun.Pair file =
        new FileRun.Pair(new FileRun(20_000, 7, 3, 200), new FileRun(100_000, 35, 10, 210));

    assertThat(lines(Optional.of(file)))
        .containsExactly(
            "drawing to top-3, quickdraw25 | 240 µs | 480 µs | 512 B |  |  | ≤ 250 µs | met",
            "drawing to top-3, quickdraw25 | 240 µs | 480 µs | 512 B | bottleneck alone 800 µs"
                + " | 0.30 × | ≤ 0.35 × | met",
            "allocation of a classify call, without measuring |  |  | 480 B |  |  | ≤ 512 B | met",
            "network alone, quickdraw25 | 200 µs | 400 µs | 48 B | bottleneck alone 800 µs"
                + " | 0.25 × |  | ",
            "a network that computes nothing | 9.0 µs | 18.0 µs | 48 B |  |  |  | ",
            "picture of 1024 px squared to top-3 | 15.0 ms | 30.0 ms | 2,000,000 B |  |  |  | ",
            "live update to top-3 | 250 µs | 500 µs | 17,000 B |  |  |  | ",
            "render 128 × 128 | 12.5 µs | 25.0 µs | 0 B |  |  | ≤ 25 µs | met",
            "render 128 × 128 | 12.5 µs | 25.0 µs | 0 B | OpenCV LINE_AA 30.0 µs | 2.4 × | ≥ 2 ×"
                + " | met",
            "render 128 × 128 | 12.5 µs | 25.0 µs | 0 B | Java2D 90.0 µs | 7.2 × | ≥ 6 × | met",
            "parse NDJSON | 450 MB/s |  |  |  |  | ≥ 200 MB/s | met",
            "parse NDJSON | 450 MB/s |  |  | Jackson readTree 150 MB/s | 3.0 × | ≥ 3 × | met",
            "JVM start to prediction, onnx, class-data sharing | 190 ms | 380 ms |  |  |  | ≤ 200 ms"
                + " | met",
            "JVM start to prediction, onnx | 600 ms | 1200 ms |  |  |  | ≤ 800 ms | met",
            "call 1 of a new JVM | 20.0 ms |  |  |  |  |  | ",
            "calls 2 to 10 of a new JVM | 2,000 µs |  |  |  |  |  | ",
            "calls 11 to 100 of a new JVM | 600 µs |  |  |  |  |  | ",
            "sketch classify, file of 100,000 drawings | 10,000/s |  |  |  |  | ≥ 9,000/s | met",
            "its memory in use | 210 MB |  |  | file of 20,000, 200 MB | 1.05 × | ≤ 1.25 × | met");
  }

  @Test
  void saysWhichTargetsAreMissed() {
    add(suite.drawing(), 251, 513);
    add(suite.network(Suite.PUBLISHED), 700, 48);
    add(suite.render("rasterizer"), 26, 0);
    add(suite.render("java2d"), 150, 0);
    add(suite.render("openCvAntiAliased"), 51, 0);
    addParser("sketch", 199);
    addParser("jacksonTree", 67);
    add(suite.coldStart("onnx", "nothing"), 801, Double.NaN);
    add(suite.coldStart("onnx", "classes"), 201, Double.NaN);
    FileRun.Pair file =
        new FileRun.Pair(new FileRun(20_000, 7, 3, 200), new FileRun(100_000, 35, 11.2, 260));

    List<Headline.Row> rows = Headline.rows(suite, measured, 513, Optional.of(file));

    assertThat(rows).hasSize(12).allMatch(row -> row.met().equals("not met"));
  }

  @Test
  void leavesOutWhatWasNotMeasured() {
    add(suite.render("rasterizer"), 12.5, 0);

    assertThat(lines(Optional.empty()))
        .containsExactly(
            "allocation of a classify call, without measuring |  |  | 480 B |  |  | ≤ 512 B | met",
            "render 128 × 128 | 12.5 µs | 25.0 µs | 0 B |  |  | ≤ 25 µs | met");
  }

  @Test
  void thePageSaysWhereAndHowAndShowsEverything() throws IOException {
    addFast();
    Machine machine =
        new Machine("Some CPU", 2500, 4000, Set.of("avx512_vnni"), 2, "Linux 6", "JDK 17", 3.25);
    Map<String, ModelInfo> networks =
        Map.of(Suite.PUBLISHED, ModelInfo.read(Models.read(Suite.PUBLISHED), "model"));
    String page =
        new PerformancePage(
                "./sketch bench --quick",
                "synthetic",
                "0123abc",
                machine,
                Map.of("onnxruntime", "1.0"),
                Headline.rows(suite, measured, 480, Optional.empty()),
                measured,
                networks,
                List.of(
                    new TrainingRun(
                        "gap",
                        1000,
                        Map.of(
                            "wait",
                            0.1,
                            "copy",
                            0.1,
                            "forward",
                            1.2,
                            "backward",
                            2.4,
                            "step",
                            0.2,
                            "validate",
                            7.0),
                        0.4)),
                Map.of("simdjson-java", "its classes need JDK 24"),
                "## Profiled\n")
            .markdown();

    // at 128 · 4,000 million products a second
    double macs = Networks.byName(Suite.PUBLISHED, 25).macs();
    assertThat(page.lines())
        .contains(
            "Written by `./sketch bench --quick`; ratios travel better than times.",
            "- processor: Some CPU, named 2500 MHz, measured 4000 MHz, 2 cores seen by the JVM",
            "- instruction sets: avx512_vnni",
            "- system: Linux 6",
            "- JDK: JDK 17",
            "- libraries: onnxruntime 1.0",
            "- drawings: synthetic",
            "- commit: 0123abc",
            "- load when it began: 3.3, so other work was going on: times are too long",
            "| what | p50 | p99 | allocation | peer | ratio | target | met |",
            "| render 128 × 128 | 12.5 µs | 25.0 µs | 0 B |  |  | ≤ 25 µs | met |",
            "| bottleneck, onnx | bottleneck | "
                + Headline.number("%.1f million | ", macs / 1e6)
                + Headline.micros(macs / 512_000)
                + " | 800 µs | "
                + Headline.number("%.0f %% |", macs / 512_000 / 8),
            "### ColdStartBenchmark",
            "| start | backend=onnx, prepared=classes | 1,000 | 190.0 ms | 209.0 ms | 380.0 ms | 570.0 ms |  |",
            "| rasterizer |  | 1,000 | 12.5 µs | 13.8 µs | 25.0 µs | 37.5 µs | 0 B |",
            "| gap | 1,000 | 250 | 2.5 % | 2.5 % | 30.0 % | 60.0 % | 5.0 % | 10.0 % |",
            "| jacksonTree | format=simplified | 150 | 800,000 | 1,000 B |",
            "- simdjson-java: its classes need JDK 24",
            "## Profiled");
  }

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    assertThat(
            PerformancePage.columns(
                List.of(List.of("what", "p50"), List.of("a longer one", "1"), List.of("b", ""))))
        .isEqualTo("what          p50\na longer one  1\nb\n");
  }

  @Test
  void timesHaveAUnitThatSuitsThem() {
    assertThat(Headline.micros(0.0314)).isEqualTo("31 ns");
    assertThat(Headline.micros(12.34)).isEqualTo("12.3 µs");
    assertThat(Headline.micros(1234)).isEqualTo("1,234 µs");
    assertThat(Headline.micros(12_345)).isEqualTo("12.3 ms");
  }

  @Test
  void firstCallsAreSummedUpOverJvms() {
    double[] slow = new double[FirstCallsBenchmark.CALLS];
    double[] fast = new double[FirstCallsBenchmark.CALLS];
    double[] middle = new double[FirstCallsBenchmark.CALLS];
    for (int i = 0; i < slow.length; i++) {
      slow[i] = i == 0 ? 300 : i < 10 ? 30 : 3;
      fast[i] = slow[i] / 3;
      middle[i] = slow[i] / 2;
    }

    assertThat(FirstCallsBenchmark.summary(List.of(slow, fast, middle)))
        .isEqualTo(Map.of("call 1", 150.0, "calls 2 to 10", 15.0, "calls 11 to 100", 1.5));
  }
}
