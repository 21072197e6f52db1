package org.sketchsdk.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs compiled snippets in a JVM of their own. */
final class SnippetRunner {
  /** The line that a snippet's output ends with when it threw; the stack trace follows. */
  static final String FAILED = "== failed";

  private static final String BEGIN = "== ";

  private SnippetRunner() {}

  /**
   * Runs the method {@code code()} of each class, one after the other.
   *
   * @param classes the folder with the classes
   * @param folder the working folder
   * @param names names of the classes
   * @return by the class's name, the lines that it printed
   */
  static Map<String, String> run(Path classes, Path folder, Collection<String> names)
      throws IOException, InterruptedException {
    List<String> classPath = new ArrayList<>(Javac.classPath());
    classPath.add(classes.toString());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath));
    command.add(SnippetRunner.class.getName());
    command.addAll(names);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    names.forEach(name -> outputs.put(name, FAILED + "\nnot reached"));
    String text = Files.readString(output);
    for (String name : names) {
      int begin = text.indexOf(BEGIN + name + "\n");
      if (begin >= 0) {
        int end = text.indexOf(BEGIN + "Snippet", begin + 1);
        outputs.put(name, text.substring(begin, end < 0 ? text.length() : end));
      }
    }
    return outputs;
  }

  /**
   * Runs snippets; for the JVM that {@link #run} starts.
   *
   * @param names names of the classes
   */
  @SuppressWarnings("CatchAndPrintStackTrace") // the test reads what is printed
  public static void main(String[] names) {
    for (String name : names) {
      System.out.print(BEGIN + name + "\n");
      try {
        Class<?> snippet = Class.forName(name);
        snippet.getMethod("code").invoke(snippet.getConstructor().newInstance());
      } catch (ReflectiveOperationException e) {
        System.out.println(FAILED);
        e.printStackTrace(System.out);
      }
      System.out.flush();
    }
  }
}
