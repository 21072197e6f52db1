package org.sketchsdk.bench;

import static org.sketchsdk.bench.Headline.bytes;
import static org.sketchsdk.bench.Headline.micros;
import static org.sketchsdk.bench.Headline.number;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.network.Networks;

/**
 * The page that says how fast the SDK is, and where that was measured.
 *
 * @param command what was typed
 * @param input where the drawings come from
 * @param commit the project's version in its history; empty if not known
 * @param machine where it ran
 * @param libraries versions by name
 * @param headline the few figures that matter most
 * @param measured what the benchmarks came to
 * @param networks for each model that was measured, what it says about itself
 * @param training how fast networks are trained; empty if that was not measured
 * @param left what was left out, with the reasons
 * @param notes text in Markdown for the end
 */
record PerformancePage(
    String command,
    String input,
    String commit,
    Machine machine,
    Map<String, String> libraries,
    List<Headline.Row> headline,
    Map<Plan, Measured> measured,
    Map<String, ModelInfo> networks,
    List<TrainingRun> training,
    Map<String, String> left,
    String notes) {

  /** Returns the page in Markdown. */
  String markdown() {
    StringBuilder page = new StringBuilder("# Performance\n\n");
    page.append("Written by `").append(command).append("`; ");
    page.append("ratios travel better than times.\n\n");
    page.append("## Where\n\n");
    where().forEach(line -> page.append("- ").append(line).append('\n'));
    page.append("\n## Headline\n\n");
    List<List<String>> rows = new ArrayList<>(List.of(Headline.Row.TITLES.cells()));
    headline.forEach(row -> rows.add(row.cells()));
    page.append(table(rows));
    page.append(
        "\nTimes are of single calls, from one thread. The ratio is that of the medians in this"
            + " run: times and memory by the peer's where it should be small, speeds by the"
            + " peer's where it should be large.\n");
    page.append(roofline());
    page.append(calls());
    page.append(parsers());
    page.append(training(training));
    if (!left.isEmpty()) {
      page.append("\n## Left out\n\n");
      left.forEach((what, why) -> page.append("- ").append(what).append(": ").append(why + "\n"));
    }
    if (!notes.isEmpty()) {
      page.append('\n').append(notes);
    }
    return page.toString();
  }

  private List<String> where() {
    List<String> lines = new ArrayList<>();
    String clock =
        Double.isNaN(machine.megahertz()) ? "" : number(", named %.0f MHz", machine.megahertz());
    clock +=
        Double.isNaN(machine.measuredMegahertz())
            ? ""
            : number(", measured %.0f MHz", machine.measuredMegahertz());
    String cores = machine.cores() == 1 ? "1 core" : machine.cores() + " cores";
    lines.add("processor: " + machine.processor() + clock + ", " + cores + " seen by the JVM");
    if (!machine.instructions().isEmpty()) {
      lines.add("instruction sets: " + String.join(", ", machine.instructions()));
    }
    lines.add("system: " + machine.system());
    lines.add("JDK: " + machine.jdk());
    lines.add(
        "libraries: "
            + libraries.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
    lines.add("drawings: " + input);
    if (!commit.isEmpty()) {
      lines.add("commit: " + commit);
    }
    if (machine.load() >= 0) {
      lines.add(
          number("load when it began: %.1f", machine.load())
              + (machine.isBusy() ? ", so other work was going on: times are too long" : ""));
    }
    return lines;
  }

  /** What the networks would take if all they did were multiplications at the peak of one core. */
  private String roofline() {
    Optional<Machine.Peak> peak = machine.peak();
    if (peak.isEmpty() || Double.isNaN(machine.clockMegahertz())) {
      return "";
    }
    double macsPerMicro = peak.get().macsPerCycle() * machine.clockMegahertz();
    List<List<String>> rows = new ArrayList<>();
    for (Measured each : measured.values()) {
      Map<String, String> set = each.plan().parameters();
      ModelInfo info = networks.get(set.getOrDefault("model", ""));
      boolean alone =
          each.plan().type() == InferBenchmark.class
              && each.plan().method().equals("run")
              && "1".equals(set.get("threads"))
              && "1".equals(set.get("batch"))
              && !set.getOrDefault("model", "").endsWith(Models.FLOATS);
      if (!alone || info == null || !Networks.names().contains(info.network())) {
        continue;
      }
      long macs = Networks.byName(info.network(), info.labels().size()).macs();
      double least = macs / macsPerMicro;
      rows.add(
          List.of(
              set.get("model") + ", " + set.get("backend"),
              info.network(),
              number("%.1f million", macs / 1e6),
              micros(least),
              micros(each.p50()),
              number("%.0f %%", 100 * least / each.p50())));
    }
    if (rows.isEmpty()) {
      return "";
    }
    rows.add(
        0, List.of("model", "network", "products", "at the peak", "measured p50", "of the peak"));
    return "\n## Roofline\n\n"
        + "The products (multiplications with an addition) of the network, by the most that one"
        + " core can do with 8-bit integers: "
        + number("%d a cycle", peak.get().macsPerCycle())
        + " ("
        + peak.get().instruction()
        + ")"
        + number(" at %.0f MHz", machine.clockMegahertz())
        + (Double.isNaN(machine.measuredMegahertz()) ? ", as named" : ", as measured")
        + ". A core that begins a single such instruction a cycle has half of that peak.\n\n"
        + table(rows);
  }

  /** Tables of times, one a class of benchmarks. */
  private String calls() {
    Map<String, List<Measured>> byClass = new TreeMap<>();
    for (Measured each : measured.values()) {
      if (mode(each) != Mode.Throughput) {
        byClass
            .computeIfAbsent(each.plan().type().getSimpleName(), name -> new ArrayList<>())
            .add(each);
      }
    }
    StringBuilder text = new StringBuilder();
    if (!byClass.isEmpty()) {
      text.append(
          "\n## Calls\n\nAllocation is that of the whole JVM while it measured, by calls.\n");
    }
    byClass.forEach(
        (name, all) -> {
          text.append("\n### ").append(name).append("\n\n");
          List<List<String>> rows = new ArrayList<>();
          rows.add(
              List.of(
                  "benchmark",
                  "parameters",
                  "calls",
                  "p50",
                  "p90",
                  "p99",
                  "p99.9",
                  "allocation a call"));
          for (Measured each : all) {
            // the only one that counts in milliseconds
            double unit = each.plan().type() == ColdStartBenchmark.class ? 1e3 : 1;
            rows.add(
                List.of(
                    each.plan().method(),
                    each.plan().settings(),
                    number("%,d", each.samples()),
                    micros(unit * each.p50()),
                    micros(unit * each.p90()),
                    micros(unit * each.p99()),
                    micros(unit * each.p999()),
                    bytes(each.allocatedBytes())));
          }
          text.append(table(rows));
        });
    return text.toString();
  }

  private static Mode mode(Measured each) {
    return each.plan().type().getAnnotation(BenchmarkMode.class).value()[0];
  }

  private String parsers() {
    List<List<String>> rows = new ArrayList<>();
    for (Measured each : measured.values()) {
      if (mode(each) == Mode.Throughput) {
        double drawings = each.counter("drawings");
        rows.add(
            List.of(
                each.plan().method(),
                each.plan().settings(),
                number("%.0f", each.counter("megabytes")),
                number("%,.0f", drawings),
                bytes(each.allocatedBytes() * each.p50() / drawings)));
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    rows.add(0, List.of("benchmark", "parameters", "MB/s", "drawings/s", "allocation a drawing"));
    return "\n## Parsers\n\nMedians of iterations; MB/s are of uncompressed text.\n\n"
        + table(rows);
  }

  private static String training(List<TrainingRun> runs) {
    if (runs.isEmpty()) {
      return "";
    }
    List<String> stages = List.of("wait", "copy", "forward", "backward", "step");
    List<String> titles = new ArrayList<>(List.of("network", "samples", "samples/s"));
    titles.addAll(stages);
    titles.add("render, beside them");
    List<List<String>> rows = new ArrayList<>(List.of(titles));
    for (TrainingRun run : runs) {
      double seconds = run.samples() / run.samplesPerSecond();
      List<String> row = new ArrayList<>();
      row.add(run.network());
      row.add(number("%,d", run.samples()));
      row.add(number("%.0f", run.samplesPerSecond()));
      for (String stage : stages) {
        row.add(
            number("%.1f %%", 100 * run.stageSeconds().getOrDefault(stage, Double.NaN) / seconds));
      }
      row.add(number("%.1f %%", 100 * run.renderSeconds() / seconds));
      rows.add(row);
    }
    return "\n## Training\n\n`sketch train` on all cores, from the first sample to the last without"
        + " validation: the loop waits for a batch of rendered samples, copies it, and goes through"
        + " the network and back.\n\n"
        + table(rows);
  }

  /** Writes a table in Markdown; the first row has the titles. */
  static String table(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|---".repeat(rows.get(0).size())).append("|\n");
      }
    }
    return text.toString();
  }

  /** Writes a table for a terminal, columns apart; the first row has the titles. */
  static String columns(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
