package org.sketchsdk.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Code in a document. It may import; the packages of the SDK and the usual ones of the JDK need no
 * import. The rest is either declarations or the body of a method that may throw anything. What the
 * document leaves out is declared in a comment on the line before the block, which readers do not
 * see:
 *
 * <pre>
 * &lt;!-- given: SketchClassifier classifier; Drawing drawing --&gt;
 * </pre>
 *
 * <p>A block in the Javadoc that a test runs has the comment {@code <!-- run -->} before it.
 *
 * <p>A block that is not to be compiled says so, with the reason: {@code <!-- not compiled: … -->}.
 * For Javadoc, what is given is listed here.
 *
 * @param file the document
 * @param firstLine number of the first line of the code
 * @param given declarations of what the code uses
 * @param text the code
 */
record Snippet(Path file, int firstLine, List<String> given, String text) {
  private static final Pattern FENCE = Pattern.compile("^( *)(```+|~~~+) *(\\w*).*$");
  private static final Pattern COMMENT = Pattern.compile("^<!-- (given|not compiled): (.*) -->$");

  /** What the examples in the Javadoc take for granted. */
  private static final List<String> GIVEN_IN_JAVADOC =
      List.of(
          "SketchClassifier classifier",
          "Drawing drawing, rocket1, rocket2, robot1, robot2, ball",
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
      if (!fence.group(3).equals(language) || (said && comment.group(1).startsWith("not"))) {
        continue;
      }
      StringBuilder text = new StringBuilder();
      for (String line : lines.subList(first, i)) {
        text.append(line.startsWith(indent) ? line.substring(indent.length()) : line).append('\n');
      }
      List<String> given = said ? List.of(comment.group(2).split("; *", -1)) : List.of();
      snippets.add(new Snippet(file, first + 1, given, text.toString()));
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
        snippets.add(new Snippet(file, first + 1, GIVEN_IN_JAVADOC, text.toString()));
      }
    }
    return snippets;
  }

  /** Finds the blocks of Java in a file's Javadoc that say that they run. */
  static List<Snippet> toRunInJavadoc(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Snippet> snippets = new ArrayList<>();
    for (Snippet snippet : inJavadoc(file)) {
      int before = snippet.firstLine() - 3; // the line before that of <pre>, counted from 0
      while (lines.get(before).strip().equals("*")) {
        before--;
      }
      if (lines.get(before).strip().equals("* <!-- run -->")) {
        snippets.add(new Snippet(file, snippet.firstLine(), List.of(), snippet.text()));
      }
    }
    return snippets;
  }
}
