package org.sketchsdk.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import org.sketchsdk.core.SketchException;
import org.sketchsdk.infer.model.ModelInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The command {@code sketch bench}. Exit codes: 0 success, whether targets are met or not; 1
 * failure; 2 wrong usage.
 */
@Command(
    name = "sketch bench",
    description = {
      "Measures how fast the SDK is, beside its peers, and prints a table with the targets.",
      "Writes JMH's results, its log and a page in Markdown."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  /** Where the script says what command runs the others. */
  static final String COMMAND = "sketch.command";

  @Option(names = "--quick", description = "Run the benchmarks of the table alone, once and short.")
  private boolean quick;

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = {
        "How many JVMs measure each benchmark, one after the other (default: 3, with --quick 1).",
        "The first calls of a JVM are always measured in more."
      })
  private @Nullable Integer forks;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/bench",
      description = "Receives results.json, jmh.log and the page (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Receives the page (default: PERFORMANCE.md in the folder of --out).")
  private @Nullable Path markdown;

  @Option(
      names = "--notes",
      paramLabel = "FILE",
      description = "Text in Markdown for the end of the page.")
  private @Nullable Path notes;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      defaultValue = "",
      description = {
        "An NDJSON file, plain or gzip, whose drawings are used in place of synthetic ones.",
        "Rendering takes the Quick, Draw! test drawings below the folder that the environment",
        "variable SKETCH_DATA names, unless there is this option."
      })
  private String data;

  @Option(names = "--verbose", description = "Print where an unexpected failure happened.")
  private boolean verbose;

  private final PrintStream output;
  private final PrintStream errors;
  private final List<String> arguments;

  private Main(PrintStream output, PrintStream errors, List<String> arguments) {
    this.output = output;
    this.errors = errors;
    this.arguments = arguments;
  }

  /** The SDK's version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"sketch " + libraries().get("sketch")};
    }
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line after {@code sketch}: {@code bench} and its options
   */
  public static void main(String[] arguments) {
    boolean named = arguments.length > 0 && arguments[0].equals("bench");
    PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    String[] options = Arrays.copyOfRange(arguments, named ? 1 : 0, arguments.length);
    System.exit(run(output, System.err, options));
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  static int run(PrintStream output, PrintStream errors, String... arguments) {
    Main main = new Main(output, errors, List.of(arguments));
    return new CommandLine(main)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setOut(new PrintWriter(output, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, unparsed) -> main.explain(e))
        .setExecutionExceptionHandler((e, command, parsed) -> main.report(e))
        .execute(arguments);
  }

  private int explain(ParameterException e) {
    error(e.getMessage() + " (see 'sketch bench --help')");
    return ExitCode.USAGE;
  }

  private int report(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      error("no such file: " + missing.getFile());
    } else if ((e instanceof IOException
            || e instanceof SketchException
            || e instanceof RunnerException)
        && e.getMessage() != null) {
      error(e.getMessage());
    } else {
      error("unexpected " + e + " (--verbose tells where)");
    }
    if (verbose) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      errors.println(trace.toString().strip());
    }
    return ExitCode.SOFTWARE;
  }

  /** Prints what went wrong, on one line whatever the text. */
  private void error(String problem) {
    errors.println("sketch: " + problem.strip().replaceAll("\\s*\\R\\s*", "; "));
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    if (forks != null && forks < 1) {
      error("--forks must be at least 1: " + forks + " (see 'sketch bench --help')");
      return ExitCode.USAGE;
    }
    String file = data.isEmpty() ? "" : Path.of(data).toAbsolutePath().toString();
    Drawings.of(file); // what is wrong with it shows now, and not in a log
    String remarks = notes == null ? "" : Files.readString(notes);
    Files.createDirectories(out);
    Machine machine = Machine.here();
    if (machine.isBusy()) {
      errors.println(
          Headline.number("the machine is busy (load %.1f): ", machine.load())
              + "times will be too long");
    }
    Suite suite = new Suite(file);
    List<Plan> plans = quick ? suite.headline() : suite.all();
    Map<Plan, Measured> measured;
    Path log = out.resolve("jmh.log");
    try (PrintStream jmh = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      measured = suite.run(plans, quick, forks, out.resolve("results.json"), jmh, errors::println);
    }
    Optional<FileRun.Pair> classified = classify(suite, file);
    List<TrainingRun> training = quick ? List.of() : train(suite);
    List<Headline.Row> headline =
        Headline.rows(suite, measured, suite.allocatedBytes(), classified);
    PerformancePage page =
        new PerformancePage(
            String.join(" ", "./sketch bench", String.join(" ", arguments)).strip(),
            input(),
            Objects.requireNonNullElse(System.getenv("SKETCH_COMMIT"), ""),
            machine,
            libraries(),
            headline,
            measured,
            networks(measured),
            training,
            suite.left(),
            remarks);
    Path target = markdown == null ? out.resolve("PERFORMANCE.md") : markdown;
    Files.createDirectories(target.toAbsolutePath().getParent());
    Files.writeString(target, page.markdown());
    List<List<String>> rows = new ArrayList<>(List.of(Headline.Row.TITLES.cells()));
    headline.forEach(row -> rows.add(row.cells()));
    output.print(PerformancePage.columns(rows));
    output.flush();
    suite.left().forEach((what, why) -> errors.println("left out: " + what + ": " + why));
    errors.println("written: " + target + ", " + out.resolve("results.json") + ", " + log);
    int failed = plans.size() - measured.size();
    if (failed > 0) {
      error(failed + " of " + plans.size() + " benchmarks failed, see " + log);
    }
    return failed > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** Where the drawings come from, in words. */
  private String input() {
    if (!data.isEmpty()) {
      return Path.of(data).getFileName() + "; raw ones are synthetic";
    }
    return System.getenv("SKETCH_DATA") == null
        ? "synthetic"
        : "synthetic; for RenderBenchmark those below SKETCH_DATA, where there are any";
  }

  private Optional<FileRun.Pair> classify(Suite suite, String file) throws IOException {
    String command = System.getProperty(COMMAND);
    if (command == null) {
      suite.left().put("sketch classify", "it is measured where ./sketch bench runs this");
      return Optional.empty();
    }
    errors.println(Headline.number("sketch classify over %,d drawings", FileRun.DRAWINGS));
    return Optional.of(FileRun.measure(List.of(command), file, FileRun.DRAWINGS));
  }

  private List<TrainingRun> train(Suite suite) throws IOException {
    String command = System.getProperty(COMMAND);
    if (command == null) {
      suite.left().put("sketch train", "it is measured where ./sketch bench runs this");
      return List.of();
    }
    List<TrainingRun> runs = new ArrayList<>();
    for (Map.Entry<String, Integer> each : suite.trainings().entrySet()) {
      errors.println(Headline.number("sketch train --network %s", each.getKey()));
      runs.add(TrainingRun.measure(List.of(command), each.getKey(), each.getValue()));
    }
    return runs;
  }

  private static Map<String, ModelInfo> networks(Map<Plan, Measured> measured) throws IOException {
    Map<String, ModelInfo> networks = new TreeMap<>();
    for (Plan plan : measured.keySet()) {
      String model = plan.parameters().get("model");
      if (model != null && !networks.containsKey(model)) {
        networks.put(model, ModelInfo.read(Models.read(model), model));
      }
    }
    return networks;
  }

  /** The versions that the build has written down. */
  private static Map<String, String> libraries() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Main.class.getResourceAsStream("libraries.properties")) {
      properties.load(Objects.requireNonNull(in, "libraries.properties"));
    }
    Map<String, String> libraries = new TreeMap<>();
    properties.forEach((name, version) -> libraries.put((String) name, (String) version));
    return libraries;
  }
}
