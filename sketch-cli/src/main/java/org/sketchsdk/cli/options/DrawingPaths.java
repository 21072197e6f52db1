package org.sketchsdk.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sketchsdk.cli.console.Console;
import org.sketchsdk.cli.console.FewMessages;
import picocli.CommandLine.Parameters;

/** The files of drawings that a command reads. */
public final class DrawingPaths {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "A file of drawings of any kind that 'sketch convert --help' lists, a folder of such files,"
              + " or - for standard input.")
  private List<Path> paths;

  /**
   * Finds the files. What cannot be read is reported.
   *
   * @param console for messages, and standard input
   * @param problem called for each folder or link that cannot be read
   * @throws IOException if a path does not exist
   */
  public InputFiles files(Console console, Runnable problem) throws IOException {
    try (FewMessages unreadable = new FewMessages(console, "folders or links cannot be read")) {
      return InputFiles.of(
          paths,
          console.in(),
          message -> {
            unreadable.accept(message);
            problem.run();
          });
    }
  }
}
