package org.sketchsdk.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.sketchsdk.core.ink.DrawingFormat;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.Availability;
import org.sketchsdk.infer.spi.BackendException;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.infer.spi.InferenceBackendProvider;

/** Chooses benchmarks and runs them one after the other. */
final class Suite {
  /** The embedded model that the headline is about. */
  static final String SHIPPED = SketchClassifier.embeddedModels().get(0);

  /** The published architecture. */
  static final String PUBLISHED = "bottleneck";

  /** The backend of the headline. */
  static final String BACKEND = "onnx";

  // Its engine does not start in a process in which the backend onnx has run.
  private static final String SHARING = "djl";

  private static final int ALLOCATING_CALLS = 15_000;
  private static final int PICTURE_PX = 1024;
  private static final List<String> PICTURES_PX = List.of("256", "1024", "3072");

  private final Map<String, String> left = new LinkedHashMap<>();
  private final Map<String, String> inputs;

  /**
   * Creates a suite.
   *
   * @param drawings an NDJSON file whose drawings are used in place of synthetic ones; empty: none
   */
  Suite(String drawings) {
    inputs = drawings.isEmpty() ? Map.of() : Map.of("file", drawings);
  }

  /** Returns what is left out, with the reasons. */
  Map<String, String> left() {
    return left;
  }

  Plan drawing() {
    return drawing(SHIPPED, BACKEND);
  }

  private Plan drawing(String model, String backend) {
    return on(EndToEndBenchmark.class, "drawing", "model", model, "backend", backend);
  }

  Plan network(String model) {
    return network(model, BACKEND, "1", "1");
  }

  private Plan network(String model, String backend, String threads, String batch) {
    Plan plan = on(InferBenchmark.class, "run", "model", model, "backend", backend);
    return plan.with("threads", threads).with("batch", batch);
  }

  Plan picture() {
    return picture(Integer.toString(PICTURE_PX));
  }

  private Plan picture(String sidePx) {
    return on(EndToEndBenchmark.class, "picture", "sidePx", sidePx);
  }

  Plan liveUpdate() {
    return on(EndToEndBenchmark.class, "liveUpdate");
  }

  Plan render(String engine) {
    return on(RenderBenchmark.class, engine);
  }

  Plan parse(String parser) {
    return parse(parser, "simplified");
  }

  private Plan parse(String parser, String format) {
    // a file of simplified drawings is none of raw ones
    return format.equals("raw")
        ? Plan.of(ParseBenchmark.class, parser, "format", format)
        : on(ParseBenchmark.class, parser, "format", format);
  }

  Plan coldStart(String backend, String prepared) {
    return Plan.of(ColdStartBenchmark.class, "start", "backend", backend, "prepared", prepared);
  }

  Plan firstCalls() {
    return Plan.of(FirstCallsBenchmark.class, "call");
  }

  private Plan on(Class<?> type, String method, String... parameters) {
    Plan plan = Plan.of(type, method, parameters);
    Map<String, String> all = new TreeMap<>(plan.parameters());
    all.putAll(inputs);
    return new Plan(type, method, all);
  }

  /** Returns the benchmarks of the headline that this machine can run. */
  List<Plan> headline() {
    List<Plan> plans = new ArrayList<>();
    plans.add(drawing());
    plans.add(network(SHIPPED));
    plans.add(network(PUBLISHED));
    plans.add(network(Models.IDENTITY));
    plans.add(picture());
    plans.add(liveUpdate());
    plans.add(render("rasterizer"));
    plans.add(render("java2d"));
    if (hasOpenCv()) {
      plans.add(render("openCvAntiAliased"));
    }
    plans.add(parse("sketch"));
    plans.add(parse("jacksonTree"));
    if (hasSimdJson()) {
      plans.add(parse("simdJsonTree"));
    }
    plans.add(firstCalls());
    for (String backend : List.of("onnx", "java")) {
      plans.add(coldStart(backend, "nothing"));
      plans.add(coldStart(backend, "classes"));
    }
    plans.add(coldStart("onnx", "libraries"));
    return plans;
  }

  /**
   * Returns all benchmarks that this machine can run, the headline's first.
   *
   * @throws IOException if a model cannot be read
   */
  List<Plan> all() throws IOException {
    Set<Plan> plans = new LinkedHashSet<>(headline());
    addParsers(plans);
    for (DrawingFormat format : DrawingFormat.values()) {
      plans.add(Plan.of(FormatsBenchmark.class, "read", "format", format.name()));
    }
    plans.add(Plan.of(FormatsBenchmark.class, "baseline", "format", DrawingFormat.NDJSON.name()));
    plans.add(render("baseline"));
    if (hasOpenCv()) {
      plans.add(render("openCvTwoColors"));
    }
    plans.add(on(AugmentBenchmark.class, "baseline", "preset", "none"));
    for (String preset : List.of("none", "wobble", "morphology", "domain-matched", "training")) {
      plans.add(on(AugmentBenchmark.class, "augment", "preset", preset));
    }
    plans.add(on(ExtractBenchmark.class, "baseline", "sidePx", Integer.toString(PICTURE_PX)));
    for (String sidePx : PICTURES_PX) {
      plans.add(on(ExtractBenchmark.class, "extract", "sidePx", sidePx));
    }
    if (hasOpenCv()) {
      plans.add(on(ExtractBenchmark.class, "openCv", "sidePx", Integer.toString(PICTURE_PX)));
    }
    plans.add(on(InferBenchmark.class, "baseline", "model", Models.IDENTITY));
    for (InferenceBackendProvider provider : Models.backends()) {
      addNetworks(plans, provider);
    }
    plans.add(on(EndToEndBenchmark.class, "baseline"));
    PICTURES_PX.forEach(sidePx -> plans.add(picture(sidePx)));
    plans.add(Plan.of(FirstCallsBenchmark.class, "baseline"));
    for (String prepared : List.of("nothing", "classes")) {
      plans.add(
          Plan.of(ColdStartBenchmark.class, "baseline", "backend", "java", "prepared", prepared));
    }
    return List.copyOf(plans);
  }

  /**
   * Returns the networks whose training is measured, and the samples that take some ten seconds.
   *
   * @throws IOException if the shipped model cannot be read
   */
  Map<String, Integer> trainings() throws IOException {
    Map<String, Integer> samples = new LinkedHashMap<>();
    samples.put(ModelInfo.read(Models.read(SHIPPED), SHIPPED).network(), 12_800);
    samples.put(PUBLISHED, 2_560);
    return samples;
  }

  private void addParsers(Set<Plan> plans) {
    List<String> parsers = new ArrayList<>(List.of("sketch", "sketchGzip"));
    parsers.addAll(List.of("jacksonTree", "gsonTree", "baseline"));
    if (hasSimdJson()) {
      parsers.add("simdJsonTree");
    }
    for (String format : List.of("simplified", "raw")) {
      parsers.forEach(parser -> plans.add(parse(parser, format)));
    }
  }

  private void addNetworks(Set<Plan> plans, InferenceBackendProvider provider) throws IOException {
    String backend = provider.name();
    Availability availability = provider.probe();
    if (!availability.available()) {
      left.put("backend " + backend, availability.detail());
      return;
    }
    for (String model : List.of(SHIPPED, SHIPPED + Models.FLOATS, PUBLISHED, Models.IDENTITY)) {
      if (!runs(provider, model)) {
        continue;
      }
      for (String threads : List.of("1", "all")) {
        for (String batch : List.of("1", "8", "64")) {
          plans.add(network(model, backend, threads, batch));
        }
      }
    }
    for (String model : SketchClassifier.embeddedModels()) {
      plans.add(drawing(model, backend));
    }
  }

  private boolean runs(InferenceBackendProvider provider, String model) throws IOException {
    if (provider.name().equals(SHARING)) {
      return true; // not in this process; where it does not run, its benchmark fails
    }
    ModelData data = ModelData.of(Models.read(model), model);
    try {
      provider.open(data, BackendOptions.defaults()).close();
      return true;
    } catch (BackendException e) {
      left.put("model " + model + " on backend " + provider.name(), e.getMessage());
      return false;
    }
  }

  private boolean hasOpenCv() {
    try {
      Loader.load(opencv_imgproc.class);
      return true;
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      left.put("OpenCV", "no native library for " + Loader.getPlatform() + ": " + e.getMessage());
      return false;
    }
  }

  private boolean hasSimdJson() {
    String refusal = SimdJson.refusalOfClasses();
    if (!refusal.isEmpty()) {
      left.put("simdjson-java", refusal);
    }
    return refusal.isEmpty();
  }

  /**
   * Counts the bytes that {@link #drawing()} allocates a call.
   *
   * @throws IOException if the model or the drawings cannot be read
   */
  double allocatedBytes() throws IOException {
    EndToEndBenchmark benchmark = new EndToEndBenchmark();
    benchmark.model = SHIPPED;
    benchmark.backend = BACKEND;
    benchmark.file = inputs.getOrDefault("file", "");
    benchmark.load();
    try {
      return benchmark.allocatedBytes(ALLOCATING_CALLS);
    } finally {
      benchmark.close();
    }
  }

  /**
   * Runs benchmarks.
   *
   * @param plans the benchmarks
   * @param quick whether one short fork is enough
   * @param forks how many JVMs measure each benchmark, but for that of the first calls of a JVM;
   *     null for as many as its class says
   * @param json receives the results as JMH writes them
   * @param log receives what JMH says
   * @param progress receives a line before each benchmark
   * @return what they came to; those that failed are {@link #left()} out
   * @throws RunnerException if JMH refuses to run
   */
  Map<Plan, Measured> run(
      List<Plan> plans,
      boolean quick,
      @Nullable Integer forks,
      Path json,
      PrintStream log,
      Consumer<String> progress)
      throws RunnerException {
    Map<Plan, Measured> measured = new LinkedHashMap<>();
    List<RunResult> results = new ArrayList<>();
    OutputFormat output = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    int count = 0;
    for (Plan plan : plans) {
      progress.accept(++count + "/" + plans.size() + " " + plan);
      Collection<RunResult> result = new Runner(options(plan, quick, forks), output).run();
      log.flush();
      if (result.size() == 1) {
        RunResult only = result.iterator().next();
        results.add(only);
        measured.put(plan, Measured.of(plan, only));
      } else {
        left.put(plan.toString(), "it failed, see the log");
      }
    }
    // after the last one: JMH writes a whole file
    ResultFormatFactory.getInstance(ResultFormatType.JSON, json.toString()).writeOut(results);
    return measured;
  }

  private static org.openjdk.jmh.runner.options.Options options(
      Plan plan, boolean quick, @Nullable Integer forks) {
    String name = plan.type().getName() + "." + plan.method();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(name) + "$")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(false);
    plan.parameters().forEach(options::param);
    if (quick) {
      hurry(plan.type(), options);
    }
    if (forks != null && plan.type() != FirstCallsBenchmark.class) {
      options.forks(forks);
    }
    return options.build();
  }

  private static void hurry(Class<?> type, ChainedOptionsBuilder options) {
    if (type == FirstCallsBenchmark.class) {
      options.forks(3);
    } else if (type == ColdStartBenchmark.class) {
      options.forks(1).warmupIterations(1).measurementIterations(9);
    } else {
      options
          .forks(1)
          .warmupIterations(3)
          .warmupTime(TimeValue.seconds(1))
          .measurementIterations(3)
          .measurementTime(TimeValue.seconds(1));
    }
  }
}
