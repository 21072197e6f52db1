package org.sketchsdk.train.quantize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sketchsdk.core.internal.file.AtomicFile;
import org.sketchsdk.infer.model.KnownScore;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.model.ModelMetadata;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.internal.OnnxBackend;
import org.sketchsdk.train.internal.TemperatureScaling;
import org.sketchsdk.train.internal.onnx.Fp32Reader;

/**
 * Converts an FP32 model to INT8 (post-training static quantization). The INT8 model has a quarter
 * of the size and is about twice as fast.
 *
 * <p>The FP32 network runs on samples of the training drawings. The values between its layers give
 * the range of each activation. The classes with the worst validation results get three times as
 * many samples as others. Several ways to choose the ranges are compared on the validation
 * drawings. Weights are limited so that the sums of products are the same on every processor; a
 * model that breaks the limit is not written.
 *
 * <p>The INT8 model has the metadata of the FP32 model, with three changes: its own temperature,
 * its {@link KnownScore}, which tells unknown drawings, and entries {@code sketch.quantisation.*}
 * on how it was made. If the folder of the training drawings has more classes than the model, the
 * {@link KnownScore} is learned from those as well. The same input gives the same bytes, provided
 * that ONNX Runtime adds floats in the same order.
 */
public final class Quantizer {
  static final int TRAIN_PER_CLASS = 40;

  private final QuantizationOptions options;
  private final Consumer<String> listener;
  private final byte[] onnx;
  private final Fp32Reader.Model model;
  private final Rasterizer rasterizer;
  private final LabeledDrawings train;
  private final LabeledDrawings val;

  private Quantizer(QuantizationOptions options, Consumer<String> listener) throws IOException {
    this.options = options;
    this.listener = listener;
    this.onnx = Files.readAllBytes(options.model());
    this.model = Fp32Reader.read(onnx, options.model().toString());
    this.rasterizer = Rasterizer.create(model.info().rasterOptions());
    List<String> labels = model.info().labels();
    this.train = LabeledDrawings.load(options.data().resolve("train"), labels);
    this.val = LabeledDrawings.load(options.data().resolve("val"), labels);
  }

  /** A way to quantize, with the model that it makes. */
  private record Candidate(Scales scales, QuantizedWeights.Limit limit, boolean merge) {}

  /** A way to choose the ranges, with the scales that it gives. */
  private record Scales(String name, List<LinearScale> activations) {}

  /**
   * Converts a model and writes the result.
   *
   * @param options what to convert, and how
   * @param listener receives a line at each stage
   * @return the result
   * @throws IOException if a file is missing, or cannot be read or written
   * @throws org.sketchsdk.train.data.DataSetException if a class has no usable drawing
   * @throws ModelFormatException if the model is not an FP32 model that training exported
   * @throws org.sketchsdk.infer.spi.BackendException if ONNX Runtime cannot be used
   */
  public static QuantizationReport quantize(QuantizationOptions options, Consumer<String> listener)
      throws IOException {
    return new Quantizer(options, listener).run();
  }

  /**
   * Tells which FP32 model an INT8 model was made from.
   *
   * @param onnx the bytes of the INT8 model's {@code .onnx} file
   * @param source where they come from, for messages
   * @return SHA-256 of the FP32 model's file, in hexadecimal
   * @throws ModelFormatException if this class did not make the model
   */
  public static String fp32Sha256(byte[] onnx, String source) {
    String sha256 = ModelInfo.read(onnx, source).metadata().quantization().get("fp32Sha256");
    if (sha256 == null) {
      throw new ModelFormatException(
          Reason.METADATA,
          "the model must be an INT8 model that was converted from an FP32 model, but its metadata"
              + " has no entry \""
              + ModelMetadata.quantizationKey("fp32Sha256")
              + '"',
          source);
    }
    return sha256;
  }

  private QuantizationReport run() throws IOException {
    try (InferenceBackend floats = open(onnx)) {
      // compared with itself, it shows the classes that need care
      List<QuantizationReport.ClassResult> results =
          ModelComparison.compare(val, Integer.MAX_VALUE, rasterizer, floats, List.of(floats))
              .get(0)
              .classes();
      List<Integer> worst = Calibration.worstClasses(results);
      List<String> worstLabels = worst.stream().map(val.labels()::get).toList();
      int[] counts = Calibration.allotment(options.samples(), val.labels().size(), worst);
      listener.accept(
          String.format(
              Locale.ROOT,
              "calibrate on %d samples, three times as many of the worst classes on val: %s",
              options.samples(),
              String.join(", ", worstLabels)));
      List<ActivationHistogram> histograms =
          Calibration.observe(
              model.folded(),
              Calibration.render(train, counts, rasterizer, options.augmented(), options.seed()));

      listener.accept("compare on " + val.size() + " validation drawings");
      List<Candidate> candidates = new ArrayList<>();
      for (Scales scales : scales(histograms)) {
        candidates.add(new Candidate(scales, QuantizedWeights.Limit.PAIRS, options.mergeSums()));
      }
      List<ModelComparison.Result> compared = new ArrayList<>(compare(floats, candidates));
      int chosen = choose(candidates, compared);
      Candidate best = candidates.get(chosen);
      List<Candidate> others = new ArrayList<>();
      if (hasResiduals()) {
        others.add(new Candidate(best.scales(), best.limit(), !best.merge()));
      }
      others.add(new Candidate(best.scales(), QuantizedWeights.Limit.SEVEN_BITS, best.merge()));
      others.add(new Candidate(best.scales(), QuantizedWeights.Limit.EIGHT_BITS, best.merge()));
      compared.addAll(compare(floats, others));
      candidates.addAll(others);
      return finish(floats, worstLabels, candidates, compared, chosen);
    }
  }

  /** The ways that the options allow, each once. */
  private List<Scales> scales(List<ActivationHistogram> histograms) {
    List<Scales> ways = new ArrayList<>();
    ways.add(scales("minmax", histograms, ActivationHistogram::minMax));
    TreeSet<Double> percentiles = new TreeSet<>(List.of(99.9, 99.99, options.percentile()));
    for (double percentile : percentiles) {
      ways.add(scales(percentileName(percentile), histograms, each -> each.percentile(percentile)));
    }
    ways.add(scales("mse", histograms, ActivationHistogram::leastSquares));
    return ways;
  }

  private static String percentileName(double percentile) {
    return "percentile " + percentile;
  }

  private static Scales scales(
      String name,
      List<ActivationHistogram> histograms,
      Function<ActivationHistogram, LinearScale> scale) {
    return new Scales(name, histograms.stream().map(scale).toList());
  }

  private int choose(List<Candidate> candidates, List<ModelComparison.Result> compared) {
    String name =
        switch (options.ranges()) {
          case AUTO ->
              // logits rather than right answers: these differ by a handful of drawings only
              candidates
                  .get(
                      compared.indexOf(
                          compared.stream()
                              .min(Comparator.comparingDouble(ModelComparison.Result::logitError))
                              .orElseThrow()))
                  .scales()
                  .name();
          case MINMAX -> "minmax";
          case PERCENTILE -> percentileName(options.percentile());
          case MSE -> "mse";
        };
    return candidates.stream().map(each -> each.scales().name()).toList().indexOf(name);
  }

  private boolean hasResiduals() {
    return model.folded().network().layers().stream().anyMatch(QuantizedModelWriter::mergeable);
  }

  private byte[] write(Candidate candidate, Map<String, String> metadata) {
    return QuantizedModelWriter.write(
        model.folded(),
        candidate.scales().activations(),
        candidate.limit(),
        candidate.merge(),
        metadata);
  }

  private List<ModelComparison.Result> compare(
      InferenceBackend floats, List<Candidate> candidates) {
    List<InferenceBackend> backends = new ArrayList<>();
    try {
      for (Candidate candidate : candidates) {
        backends.add(open(write(candidate, model.metadata())));
      }
      return ModelComparison.compare(val, Integer.MAX_VALUE, rasterizer, floats, backends);
    } finally {
      backends.forEach(InferenceBackend::close);
    }
  }

  private static InferenceBackend open(byte[] onnx) {
    return OnnxBackend.open(ModelData.of(onnx, "model to be quantized"));
  }

  private QuantizationReport finish(
      InferenceBackend floats,
      List<String> worstLabels,
      List<Candidate> candidates,
      List<ModelComparison.Result> compared,
      int chosen)
      throws IOException {
    Candidate best = candidates.get(chosen);
    ModelComparison.Result valResult = compared.get(chosen);
    Map<String, String> metadata = metadata(best, valResult, worstLabels);
    List<QuantizationReport.ClassResult> trainResult;
    try (InferenceBackend integers = open(write(best, metadata))) {
      double temperature = TemperatureScaling.fit(integers, val, rasterizer);
      metadata.putAll(ModelMetadata.builder().temperature(temperature).build().entries());
      trainResult =
          ModelComparison.compare(train, TRAIN_PER_CLASS, rasterizer, floats, List.of(integers))
              .get(0)
              .classes();
    }
    metadata = withKnowledge(best, metadata);
    byte[] quantized = write(best, metadata);
    SaturationSafety.require(quantized, options.out().toString());
    Files.createDirectories(options.out().toAbsolutePath().getParent());
    AtomicFile.write(options.out(), quantized);
    return new QuantizationReport(
        options.out(),
        onnx.length,
        quantized.length,
        worstLabels,
        rows(candidates, compared),
        chosen,
        valResult.classes(),
        trainResult,
        SaturationSafety.bounds(quantized, options.out().toString()).stream()
            .mapToInt(SaturationSafety.Bound::sum)
            .max()
            .orElseThrow());
  }

  /**
   * Fits the known score and the similarity statistics, with the classes at hand that the model
   * does not have.
   */
  private Map<String, String> withKnowledge(Candidate candidate, Map<String, String> metadata)
      throws IOException {
    Path folder = options.data().resolve("train");
    List<String> others = new ArrayList<>(LabeledDrawings.labelsIn(folder));
    others.removeAll(train.labels());
    listener.accept(
        others.isEmpty()
            ? "no other classes to tell unknown drawings by"
            : "learn what is unknown from drawings of " + others.size() + " other classes");
    ModelData data = ModelData.of(write(candidate, metadata), "model being quantized");
    Map<String, String> all = new LinkedHashMap<>();
    try (InferenceBackend backend = OnnxBackend.open(data)) {
      KnownScore score = new KnownScoreFit(backend, data.info()).fit(train, folder, others, val);
      ModelMetadata.Builder learned =
          ModelMetadata.builder()
              .quantization("unknownClasses", Integer.toString(others.size()))
              .knownScore(score);
      Path valFolder = options.data().resolve("val");
      List<String> strange = new ArrayList<>(LabeledDrawings.labelsIn(valFolder));
      strange.removeAll(train.labels());
      new SimilarityFit(backend, rasterizer, train.labels().size())
          .fit(valFolder, strange.isEmpty() ? train.labels() : strange)
          .ifPresent(learned::similarity);
      all.putAll(learned.build().entries());
    }
    // before the entries that are required, as the others of quantization
    all.putAll(metadata);
    return all;
  }

  private List<QuantizationReport.Candidate> rows(
      List<Candidate> candidates, List<ModelComparison.Result> compared) {
    List<QuantizationReport.Candidate> rows = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      QuantizationReport.ClassResult sum = QuantizationReport.sum(compared.get(i).classes());
      boolean safe =
          SaturationSafety.bounds(write(candidate, model.metadata()), "candidate").stream()
              .allMatch(SaturationSafety.Bound::safe);
      rows.add(
          new QuantizationReport.Candidate(
              candidate.scales().name(),
              candidate.limit().description(),
              residual(candidate),
              safe,
              sum.int8Correct(),
              sum.agreeing(),
              compared.get(i).logitError()));
    }
    return rows;
  }

  private String residual(Candidate candidate) {
    if (!hasResiduals()) {
      return "";
    }
    return candidate.merge() ? "in the convolution" : "QLinearAdd";
  }

  private Map<String, String> metadata(
      Candidate candidate, ModelComparison.Result result, List<String> worstLabels) {
    QuantizationReport.ClassResult sum = QuantizationReport.sum(result.classes());
    // before the entries that are required, as in training
    ModelMetadata.Builder quantization =
        ModelMetadata.builder()
            .quantization("ranges", candidate.scales().name())
            .quantization("weights", candidate.limit().description());
    if (hasResiduals()) {
      quantization.quantization("residual", residual(candidate));
    }
    quantization
        .quantization("samples", Integer.toString(options.samples()))
        .quantization("augmented", Double.toString(options.augmented()))
        .quantization("seed", Long.toString(options.seed()))
        .quantization("worstClasses", String.join(", ", worstLabels))
        .quantization("trainSha256", train.sha256())
        .quantization("fp32Sha256", model.info().sha256())
        .quantization(
            "val",
            String.format(
                Locale.ROOT,
                "FP32 %d, INT8 %d, same answer %d of %d",
                sum.fp32Correct(),
                sum.int8Correct(),
                sum.agreeing(),
                sum.total()));
    Map<String, String> metadata = new LinkedHashMap<>(quantization.build().entries());
    metadata.putAll(model.metadata());
    return metadata;
  }
}
