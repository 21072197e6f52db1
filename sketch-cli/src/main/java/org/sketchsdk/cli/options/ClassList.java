package org.sketchsdk.cli.options;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sketchsdk.cli.console.FailureException;
import org.sketchsdk.cli.console.UsageException;

/** The value of {@code --classes}. */
public final class ClassList {
  private ClassList() {}

  /**
   * Reads names separated by commas, or a file with one a line.
   *
   * @param atLeast how many there must be, 1 or 2
   * @return the names, each once, in the order given
   * @throws UsageException if there are too few
   */
  public static List<String> of(String argument, int atLeast) throws IOException {
    List<String> names;
    Optional<Path> file = file(argument);
    if (file.isPresent()) {
      try {
        names =
            withoutByteOrderMark(Files.readString(file.get(), StandardCharsets.UTF_8))
                .lines()
                .toList();
      } catch (CharacterCodingException e) {
        throw new FailureException("--classes names a file that is not text: " + file.get());
      }
    } else {
      names = Arrays.asList(argument.split(",", -1));
    }
    List<String> classes =
        names.stream().map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
    if (classes.size() < atLeast) {
      throw new UsageException(
          "--classes must name at least "
              + atLeast
              + (atLeast == 1 ? " class: " : " classes: ")
              + argument);
    }
    return classes;
  }

  private static Optional<Path> file(String argument) {
    try {
      return Optional.of(Path.of(argument)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) { // no file can have such a name, so it is a list
      return Optional.empty();
    }
  }

  /** Removes the mark that editors on Windows write before the text. */
  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
