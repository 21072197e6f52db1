package org.sketchsdk.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sketch} command. Exit codes: 0 success, 1 failure, 2 wrong usage. */
@Command(
    name = "sketch",
    description = "Recognises hand-drawn sketches.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ClassifyCommand.class,
      EvaluateCommand.class,
      QuantizeCommand.class,
      TrainCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Creates the command; picocli fills it in. */
  public Main() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /**
   * Runs a command.
   *
   * @param arguments the command line
   * @return the exit code: 0 success, 1 failure, 2 wrong usage
   */
  static int run(String... arguments) {
    CommandLine commandLine =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  PrintWriter err = command.getErr();
                  err.println("sketch: " + Failures.describe(failure));
                  err.flush();
                  return Failures.exitCode(failure);
                });
    return commandLine.execute(arguments);
  }
}
