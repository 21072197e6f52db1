package org.sketchsdk.cli.evaluate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sketchsdk.cli.console.FailureException;

/**
 * What training wrote to its file of metrics, one entry for each validation.
 *
 * @param samples samples trained on
 * @param trainLoss mean loss since the entry before
 * @param valLoss loss on the validation drawings
 * @param valAccuracy accuracy on the validation drawings, 0 to 1
 */
record LearningCurve(
    List<Double> samples, List<Double> trainLoss, List<Double> valLoss, List<Double> valAccuracy) {
  private static final List<String> COLUMNS =
      List.of("samples", "train_loss", "val_loss", "val_accuracy");

  /**
   * Reads the file by the names of its columns; other columns are ignored.
   *
   * @throws FailureException if a column is missing, a field is no number, or there is no line
   */
  static LearningCurve read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new FailureException("a file of metrics must be text: " + file);
    }
    List<String> header = lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split(",", -1));
    List<List<Double>> columns = new ArrayList<>();
    for (String name : COLUMNS) {
      int column = header.indexOf(name);
      if (column < 0) {
        throw new FailureException(
            "a file of metrics must have the column " + name + ": " + file + " line 1");
      }
      List<Double> values = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        values.add(number(lines.get(i).split(",", -1), column, file, i + 1));
      }
      columns.add(values);
    }
    if (lines.size() < 2) {
      throw new FailureException("no line of metrics in " + file);
    }
    return new LearningCurve(columns.get(0), columns.get(1), columns.get(2), columns.get(3));
  }

  private static double number(String[] fields, int column, Path file, int line) {
    String text = column < fields.length ? fields[column] : "";
    try {
      return Double.parseDouble(text); // NaN where nothing was measured yet
    } catch (NumberFormatException e) {
      throw new FailureException(
          COLUMNS + " must be numbers, not \"" + text + "\": " + file + " line " + line);
    }
  }
}
