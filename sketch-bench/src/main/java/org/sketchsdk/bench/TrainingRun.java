package org.sketchsdk.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sketchsdk.bench.synthetic.SyntheticNdjson;

/**
 * {@code sketch train} for some thousand samples, as a user runs it, on all cores.
 *
 * @param network the network's name
 * @param samples samples trained on
 * @param stageSeconds where the time went: the stages of the loop, which follow each other
 * @param renderSeconds time of the threads that render and augment, beside the loop
 */
record TrainingRun(
    String network, long samples, Map<String, Double> stageSeconds, double renderSeconds) {
  private static final List<String> LABELS = List.of("one", "two", "three");
  private static final int DRAWINGS = 100;
  private static final Pattern TRAINED = Pattern.compile("(?m)^(\\d+) samples in ");
  private static final Pattern STAGES = Pattern.compile("(?m)^stages: (.*)$");
  private static final Pattern STAGE = Pattern.compile("([a-z]+) ([\\d.]+) s");
  private static final String RENDER = "render";

  TrainingRun {
    stageSeconds = Map.copyOf(stageSeconds);
  }

  /** Samples a second of the loop, without what validating takes. */
  double samplesPerSecond() {
    return samples / (seconds() - stageSeconds.getOrDefault("validate", 0.0));
  }

  double seconds() {
    return stageSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Runs the command.
   *
   * @param command the program and what comes before {@code train}
   * @param network the network's name
   * @param samples samples to train on
   * @throws IOException if a file cannot be read or written, or the command fails
   */
  static TrainingRun measure(List<String> command, String network, int samples) throws IOException {
    try (Scratch scratch = new Scratch()) {
      Path data = write(scratch.folder());
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of("train", "--network", network, "--data", data.toString()));
      all.addAll(List.of("--out", scratch.folder().resolve("run").toString()));
      all.addAll(List.of("--samples", Integer.toString(samples)));
      Path rows = scratch.folder().resolve("rows.txt");
      new Child(all, rows).run();
      return of(network, Files.readString(rows));
    }
  }

  /** Reads what the command prints at its end. */
  static TrainingRun of(String network, String output) throws IOException {
    Matcher trained = TRAINED.matcher(output);
    Matcher stages = STAGES.matcher(output);
    if (!trained.find() || !stages.find()) {
      throw new IOException("sketch train said nothing of its stages: " + output.strip());
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    Matcher stage = STAGE.matcher(stages.group(1));
    while (stage.find()) {
      seconds.put(stage.group(1), Double.valueOf(stage.group(2)));
    }
    double render = seconds.containsKey(RENDER) ? seconds.remove(RENDER) : Double.NaN;
    return new TrainingRun(network, Long.parseLong(trained.group(1)), seconds, render);
  }

  private static Path write(Path folder) throws IOException {
    List<String> lines =
        new String(SyntheticNdjson.of("simplified"), UTF_8).lines().collect(Collectors.toList());
    Path data = folder.resolve("data");
    int used = 0;
    for (String part : List.of("train", "val")) {
      Path target = Files.createDirectories(data.resolve(part));
      for (String label : LABELS) {
        Files.write(target.resolve(label + ".ndjson"), lines.subList(used, used + DRAWINGS));
        used += DRAWINGS;
      }
    }
    return data;
  }
}
