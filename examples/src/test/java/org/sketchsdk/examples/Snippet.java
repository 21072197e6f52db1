package org.sketchsdk.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Code in a document. After its imports it is either declarations or the body of a method that may
 * throw anything. In Markdown, a snippet shows all of its imports. In Javadoc, the packages of the
 * SDK and the usual ones of the JDK are imported.
 *
 * <p>A comment on the line before a block of Markdown, which readers do not see, changes how the
 * block is tested:
 *
 * <ul>
 *   <li>{@code <!-- given: Drawing drawing; int times -->} declares variables that the block uses.
 *       The block is compiled, but not run.
 *   <li>{@code <!-- not run: REASON -->}: the block is compiled, but not run.
 *   <li>{@code <!-- not compiled: REASON -->}: the block is not tested.
 * </ul>
 *
 * <p>A block of Javadoc runs where the comment {@code <!-- run -->} is on the line before it.
 *
 * @param file the document
 * @param firstLine number of the first line of the code
 * @param given declarations of variables that the code uses
 * @param runs whether the code is to be run, as long as it is no declaration
 * @param showsImports whether the code shows all of its imports
 * @param text the code
 */
record Snippet(
    Path file, int firstLine, List<String> given, boolean runs, boolean showsImports, String text) {
  private static final Pattern FENCE = Pattern.compile("^( *)(```+|~~~+) *(\\w*).*$");
  private static final Pattern COMMENT =
      Pattern.compile("^<!-- (given|not run|not compiled): (.*) -->$");
  private static final Pattern PRINTS = Pattern.compile(".*// prints (.*)$");

  /** Variables that the snippets in the Javadoc use without a declaration. */
  private static final List<String> GIVEN_IN_JAVADOC =
      List.of(
          "SketchClassifier classifier",
          "Drawing drawing, raw, rocket1, rocket2, robot1, robot2, ball",
          "List<Path> files",
          "Path file",
          "long runSeed",
          "int epoch, offset",
          "byte[] batch",
          "abstract void draw(Drawing drawing)");

  /** Returns where the code begins, as {@code file:line}. */
  String place() {
    return file.getFileName() + ":" + firstLine;
  }

  /** Returns the lines that the code says it prints, in comments like {@code // prints house}. */
  List<String> prints() {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher prints = PRINTS.matcher(line);
      if (prints.matches()) {
        lines.add(prints.group(1).strip());
      }
    }
    return lines;
  }

  /** Finds the fenced blocks of a language. */
  static List<Snippet> inMarkdown(Path file, String language) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Snippet> snippets = new ArrayList<>();
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (!fence.matches()) {
        before = lines.get(i).isBlank() ? before : lines.get(i);
        continue;
      }
      int first = i + 1;
      String indent = fence.group(1);
      do {
        i++;
        if (i == lines.size()) {
          throw new IllegalArgumentException(file + ":" + first + ": the block has no end");
        }
      } while (!lines.get(i).strip().equals(fence.group(2)));
      Matcher comment = COMMENT.matcher(before.strip());
      boolean said = comment.matches();
      before = "";
      String kind = said ? comment.group(1) : "";
      if (!fence.group(3).equals(language) || kind.equals("not compiled")) {
        continue;
      }
      StringBuilder text = new StringBuilder();
      for (String line : lines.subList(first, i)) {
        text.append(line.startsWith(indent) ? line.substring(indent.length()) : line).append('\n');
      }
      List<String> given =
          kind.equals("given") ? List.of(comment.group(2).split("; *", -1)) : List.of();
      snippets.add(new Snippet(file, first + 1, given, !said, true, text.toString()));
    }
    return snippets;
  }

  /** Finds the blocks of Java in a file's Javadoc. */
  static List<Snippet> inJavadoc(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Snippet> snippets = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).strip().equals("* <pre>{@code")) {
        continue;
      }
      int first = i + 1;
      StringBuilder text = new StringBuilder();
      for (i = first; !lines.get(i).strip().equals("* }</pre>"); i++) {
        text.append(lines.get(i).replaceFirst("^ *\\* ?", "")).append('\n');
      }
      if (!text.toString().startsWith("{")) { // JSON
        boolean runs = precededByRun(lines, first - 2);
        List<String> given = runs ? List.of() : GIVEN_IN_JAVADOC;
        snippets.add(new Snippet(file, first + 1, given, runs, false, text.toString()));
      }
    }
    return snippets;
  }

  /** Returns whether the last line of text up to a line is the comment {@code <!-- run -->}. */
  private static boolean precededByRun(List<String> lines, int line) {
    int last = line;
    while (last > 0 && lines.get(last).strip().equals("*")) {
      last--;
    }
    return last >= 0 && lines.get(last).strip().equals("* <!-- run -->");
  }
}
