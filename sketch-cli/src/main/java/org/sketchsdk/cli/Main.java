package org.sketchsdk.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.sketchsdk.cli.classify.ClassifyCommand;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.Failures;
import org.sketchsdk.cli.console.LogLines;
import org.sketchsdk.cli.console.Output;
import org.sketchsdk.cli.convert.ConvertCommand;
import org.sketchsdk.cli.download.DownloadCommand;
import org.sketchsdk.cli.evaluate.EvaluateCommand;
import org.sketchsdk.cli.options.Given;
import org.sketchsdk.cli.render.RenderCommand;
import org.sketchsdk.cli.scorecard.ScorecardCommand;
import org.sketchsdk.cli.train.QuantizeCommand;
import org.sketchsdk.cli.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code sketch} command. Exit codes: 0 success, 1 failure, 2 wrong usage. */
@Command(
    name = "sketch",
    description = "Recognizes hand-drawn sketches.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: sketch classify examples/drawings",
      "'sketch COMMAND --help' explains a command.",
      "In the project's folder, './sketch bench' measures speed, and './sketch demo' starts",
      "a web page that guesses what you draw. Both have --help."
    },
    subcommands = {
      ClassifyCommand.class,
      ConvertCommand.class,
      DownloadCommand.class,
      EvaluateCommand.class,
      QuantizeCommand.class,
      RenderCommand.class,
      ScorecardCommand.class,
      TrainCommand.class
    })
public final class Main implements Runnable {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print log messages, and the stack trace of an unexpected failure.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Gives each command the console, so that no command needs to know this class. */
  private IFactory commands() {
    Map<Class<?>, Supplier<?>> commands =
        Map.of(
            ClassifyCommand.class, () -> new ClassifyCommand(console),
            ConvertCommand.class, () -> new ConvertCommand(console),
            DownloadCommand.class,
                () -> new DownloadCommand(console, "sketch-sdk/" + Version.number()),
            EvaluateCommand.class, () -> new EvaluateCommand(console),
            QuantizeCommand.class, () -> new QuantizeCommand(console),
            RenderCommand.class, () -> new RenderCommand(console),
            ScorecardCommand.class, () -> new ScorecardCommand(console),
            TrainCommand.class, () -> new TrainCommand(console));
    IFactory others = CommandLine.defaultFactory();
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        Supplier<?> command = commands.get(type);
        return command == null ? others.create(type) : type.cast(command.get());
      }
    };
  }

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    // Not System.out, which keeps failures to itself.
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    // The script knows what standard error is; Java does not.
    boolean terminal = Boolean.getBoolean("sketch.terminal");
    System.exit(run(new Console(System.in, out, System.err, terminal), arguments));
  }

  /**
   * Runs a command.
   *
   * @param console where the command reads and writes
   * @param arguments the command line
   * @return the exit code: 0 success, 1 failure, 2 wrong usage
   */
  static int run(Console console, String... arguments) {
    System.setProperty("java.awt.headless", "true");
    Main main = new Main(console);
    CommandLine commandLine =
        new CommandLine(main, main.commands())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(
                new PrintWriter(
                    new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), true))
            .setParameterExceptionHandler((e, unparsed) -> main.explain(e))
            .setExecutionExceptionHandler((e, command, parsed) -> main.report(e))
            .setExecutionStrategy(
                parsed -> {
                  LogLines.sendTo(console, main.verbose);
                  return new RunLast().execute(parsed);
                });
    for (CommandLine command : commandLine.getSubcommands().values()) {
      if (command.getCommand() instanceof Given.Defaults defaults) {
        command.setResourceBundle(Given.bundle(defaults));
      }
    }
    try {
      return commandLine.execute(arguments);
    } catch (Error e) { // such as one of loading a native library
      return main.report(e);
    }
  }

  /** Says in a line why the command line cannot be run. */
  private int explain(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (command == spec.commandLine() && command.getParseResult().originalArgs().isEmpty()) {
      console.lines(command.getUsageMessage(Ansi.OFF).strip());
      return ExitCode.USAGE;
    }
    List<String> suggestions =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    console.error(
        Objects.toString(e.getMessage(), "").replaceFirst("^Error: ", "")
            + (suggestions.isEmpty()
                ? ""
                : "; did you mean " + String.join(" or ", suggestions) + "?")
            + " (see '"
            + name
            + " --help')");
    return ExitCode.USAGE;
  }

  private int report(Throwable failure) {
    if (failure instanceof Output.OutputException lost && lost.isBrokenPipe()) {
      return ExitCode.SOFTWARE; // nobody reads any more, so there is nothing to say
    }
    console.error(Failures.describe(failure));
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      console.lines(trace.toString().strip());
    }
    return Failures.exitCode(failure);
  }
}
