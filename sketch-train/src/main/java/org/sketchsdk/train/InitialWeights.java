package org.sketchsdk.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.train.internal.onnx.FoldedNetwork;
import org.sketchsdk.train.internal.onnx.Fp32Reader;
import org.sketchsdk.train.network.Layer;
import org.sketchsdk.train.network.Network;

/**
 * The weights that a run starts from: the averaged weights of another run, or the mean of several.
 */
final class InitialWeights {
  private static final String AVERAGE = "average/";
  private static final String AND = " | and of ";
  private static final String BEFORE = "; before that: ";

  private final List<String> sources;
  private final List<Checkpoint> runs;
  private final Map<String, float[]> weights;

  private InitialWeights(
      List<String> sources, List<Checkpoint> runs, Map<String, float[]> weights) {
    this.sources = sources;
    this.runs = runs;
    this.weights = weights;
  }

  /**
   * Takes the mean.
   *
   * @param runs name, for messages, to run; at least one
   * @throws StreamCorruptedException if the runs are not of one network and the same classes
   */
  static InitialWeights mean(Map<String, Checkpoint> runs) throws StreamCorruptedException {
    List<String> sources = List.copyOf(runs.keySet());
    List<Checkpoint> all = List.copyOf(runs.values());
    Map<String, float[]> means = new LinkedHashMap<>();
    all.get(0)
        .tensors()
        .forEach(
            (name, values) -> {
              if (name.startsWith(AVERAGE)) {
                means.put(name.substring(AVERAGE.length()), values.clone());
              }
            });
    for (int run = 1; run < all.size(); run++) {
      for (Map.Entry<String, float[]> entry : means.entrySet()) {
        float[] mean = entry.getValue();
        float[] values = all.get(run).tensors().get(AVERAGE + entry.getKey());
        if (values == null
            || values.length != mean.length
            || !labels(all.get(run)).equals(labels(all.get(0)))) {
          throw new StreamCorruptedException(
              "weights of other networks or classes have no mean: "
                  + sources.get(0)
                  + ", "
                  + sources.get(run));
        }
        for (int i = 0; i < mean.length; i++) {
          mean[i] += (values[i] - mean[i]) / (run + 1);
        }
      }
    }
    return new InitialWeights(sources, all, means);
  }

  /**
   * Turns an exported model into the checkpoint of a run that ended with it.
   *
   * @param data an FP32 model
   * @param started the network of the run that starts; the rasters must have the same size
   * @param batches samples on which the statistics of the batch normalization are measured, see
   *     {@link TrainableNetwork#unfold}
   * @param manager the engine
   * @throws org.sketchsdk.infer.model.ModelFormatException if the model takes rasters of another
   *     size, or cannot be trained
   */
  static Checkpoint ofModel(
      ModelData data, Network started, List<NDArray> batches, NDManager manager) {
    ModelInfo info = data.info();
    InputRenderer.requireSize("model", info, started.sizePx());
    FoldedNetwork folded = Fp32Reader.read(data.onnx(), info.name()).folded();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("fingerprint", fingerprint(info));
    values.put("samples", info.provenance().getOrDefault("samples", "an unknown number of"));
    String before = info.provenance().get("initial");
    if (before != null) {
      values.put("initial", before);
    }
    Map<String, float[]> tensors = new LinkedHashMap<>();
    try (NDManager scope = manager.newSubManager()) {
      Network network = definition(folded.network(), started);
      TrainableNetwork unfolded = new TrainableNetwork(network, scope, false, Optional.empty());
      unfolded.unfold(folded, batches);
      Tensors.get(unfolded.parameters(), AVERAGE, tensors);
    }
    return new Checkpoint(values, tensors);
  }

  /** The definition with dropout, which decides how the parameters are named. */
  private static Network definition(Network exported, Network started) {
    List<Layer> layers = new ArrayList<>(started.layers());
    layers.set(layers.size() - 1, exported.layers().get(exported.layers().size() - 1));
    Network definition = new Network(exported.name(), exported.sizePx(), layers);
    return definition.withoutDropout().equals(exported) ? definition : exported;
  }

  /** What a model says of the run that it came from, as a checkpoint has it. */
  private static String fingerprint(ModelInfo info) {
    List<String> lines = new ArrayList<>();
    lines.add("network " + info.network());
    lines.add("model " + info.name() + " " + info.sha256());
    info.provenance()
        .forEach(
            (name, value) -> {
              if (!name.equals("initial") && !name.equals("samples")) {
                lines.add(name + " " + value);
              }
            });
    lines.add("labels " + String.join(", ", info.labels()));
    return String.join("\n", lines);
  }

  private static List<String> labels(Checkpoint run) {
    return run.values()
        .getOrDefault("fingerprint", "")
        .lines()
        .filter(line -> line.startsWith("labels "))
        .flatMap(line -> Arrays.stream(line.substring("labels ".length()).split(", ", -1)))
        .toList();
  }

  /**
   * Describes the runs: their options and number of samples, then all runs before them, each once.
   * For the provenance.
   */
  String describe() {
    Set<String> starts = new LinkedHashSet<>();
    Set<String> before = new LinkedHashSet<>();
    for (Checkpoint run : runs) {
      starts.add(describe(run));
      String earlier = run.values().get("initial");
      if (earlier != null) {
        before.addAll(List.of(earlier.split(Pattern.quote(AND) + "|" + Pattern.quote(BEFORE))));
      }
    }
    // each run once: means of means would double the text each time
    before.removeAll(starts);
    String text = String.join(AND, starts);
    return before.isEmpty() ? text : text + BEFORE + String.join(BEFORE, before);
  }

  private static String describe(Checkpoint initial) {
    return initial
            .values()
            .getOrDefault("fingerprint", "")
            .lines()
            .filter(line -> !line.startsWith("labels ") && !line.startsWith("initial "))
            .collect(Collectors.joining(", "))
        + ", trained on "
        + initial.values().get("samples");
  }

  /**
   * Sets all tensors that agree in name and size. Of the last layer, sets the rows of the classes
   * that both have.
   *
   * @param network receives the weights
   * @param labels its classes
   * @return a line of text that says what was set
   */
  String applyTo(TrainableNetwork network, List<String> labels) {
    int agreeing = 0;
    for (Map.Entry<String, NDArray> entry : network.parameters().entrySet()) {
      float[] values = weights.get(entry.getKey());
      if (values != null && values.length == entry.getValue().size()) {
        Tensors.set(entry.getValue(), values);
        agreeing++;
      }
    }
    int rows = applyHead(network, labels);
    return String.format(
        Locale.ROOT,
        "start: %d of %d tensors from %s%s",
        agreeing,
        network.parameters().size(),
        String.join(", ", sources),
        rows == 0 ? "" : ", and of the last layer what belongs to " + rows + " classes");
  }

  private int applyHead(TrainableNetwork network, List<String> labels) {
    List<String> theirs = labels(runs.get(0));
    if (theirs.equals(labels) || theirs.isEmpty()) {
      return 0;
    }
    for (Map.Entry<String, NDArray> entry : network.head().entrySet()) {
      float[] values = weights.get(entry.getKey());
      float[] head = entry.getValue().toFloatArray();
      int row = head.length / labels.size();
      if (values == null || values.length != (long) row * theirs.size()) {
        return 0;
      }
      for (int label = 0; label < labels.size(); label++) {
        int their = theirs.indexOf(labels.get(label));
        if (their >= 0) {
          System.arraycopy(values, their * row, head, label * row, row);
        }
      }
      Tensors.set(entry.getValue(), head);
    }
    return (int) labels.stream().filter(theirs::contains).count();
  }
}
