package org.sketchsdk.cli.train;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option --data of commands that train and validate. */
final class TrainingData {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = {
        "A folder with the folders 'train' and 'val'. Each has one <class>.ndjson per class, or a",
        "file of any other format of drawings, also gzip, or a folder <class> of such files."
      })
  private Path folder;

  Path folder() {
    return folder;
  }
}
