package org.sketchsdk.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The value of {@code --classes}. */
final class ClassList {
  private ClassList() {}

  /**
   * Reads names separated by commas, or a file with one a line.
   *
   * @param atLeast how many there must be, 1 or 2
   * @return the names, each once, in the order given
   * @throws Failures.UsageException if there are too few
   */
  static List<String> of(String argument, int atLeast) throws IOException {
    List<String> names;
    Path file = Path.of(argument);
    if (Files.isRegularFile(file)) {
      try {
        names = Files.readAllLines(file, StandardCharsets.UTF_8);
      } catch (CharacterCodingException e) {
        throw new Failures.FailureException("--classes names a file that is not text: " + file);
      }
    } else {
      names = Arrays.asList(argument.split(",", -1));
    }
    List<String> classes =
        names.stream().map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
    if (classes.size() < atLeast) {
      throw new Failures.UsageException(
          "--classes must name at least "
              + atLeast
              + (atLeast == 1 ? " class: " : " classes: ")
              + argument);
    }
    return classes;
  }
}
