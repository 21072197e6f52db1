package org.sketchsdk.examples;

import java.io.File;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles code that uses the SDK. */
final class Javac {
  private static final Pattern DECLARATIONS =
      Pattern.compile(
          "^(@\\w+\\s+)*((public|private|protected|static|final|abstract|sealed)\\s+)*"
              + "(class|interface|enum|record)\\s.*",
          Pattern.DOTALL);
  private static final Pattern MEMBERS =
      Pattern.compile("^(public|private|protected|static|@Override)\\s.*", Pattern.DOTALL);

  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.function.*",
          "java.util.stream.*",
          "java.awt.image.BufferedImage",
          "com.fasterxml.jackson.databind.*",
          "com.fasterxml.jackson.databind.json.*",
          "org.sketchsdk.augment.*",
          "org.sketchsdk.core.*",
          "org.sketchsdk.core.ink.*",
          "org.sketchsdk.core.quickdraw.*",
          "org.sketchsdk.infer.*",
          "org.sketchsdk.infer.model.*",
          "org.sketchsdk.infer.spi.*",
          "org.sketchsdk.jackson.*",
          "org.sketchsdk.render.*",
          "org.sketchsdk.render.awt.*",
          "org.sketchsdk.render.image.*",
          "org.sketchsdk.train.*",
          "org.sketchsdk.train.data.*",
          "org.sketchsdk.train.evaluate.*",
          "org.sketchsdk.train.network.*",
          "org.sketchsdk.train.quantize.*");

  private Javac() {}

  static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  /** Returns the compiler's messages on a snippet, with their places in the document. */
  static List<String> errors(Snippet snippet) {
    return compile(snippet, "Snippet", null);
  }

  /**
   * Compiles a snippet to a class with a method {@code code()}.
   *
   * @return the compiler's messages
   */
  static List<String> compile(Snippet snippet, String className, @Nullable Path classes) {
    StringBuilder imports = new StringBuilder();
    if (!snippet.showsImports()) {
      IMPORTS.forEach(each -> imports.append("import ").append(each).append("; "));
    }
    StringBuilder body = new StringBuilder();
    for (String line : snippet.text().lines().toList()) {
      boolean importing = line.startsWith("import ");
      if (importing) {
        imports.append(line).append(' ');
      }
      body.append(importing ? "" : line).append('\n');
    }
    StringBuilder given = new StringBuilder();
    snippet.given().forEach(each -> given.append(each).append("; "));

    // Fields, so that the snippet may declare a variable of the same name. All that is added is on
    // the first line, so that the compiler's lines can be counted from the document's.
    String source =
        imports
            + (snippet.given().isEmpty() ? "public class " : "abstract class ")
            + className
            + " { "
            + given
            + (declares(snippet)
                ? body + "}"
                : "public void code() throws Exception { " + body + "}}");
    return compile(
        new Source(URI.create("string:///" + className + ".java"), source),
        classPath(),
        "deprecation,removal",
        snippet.file().getFileName().toString(),
        snippet.firstLine() - 1,
        classes);
  }

  /** Returns whether a snippet holds declarations, and not statements. */
  static boolean declares(Snippet snippet) {
    String code =
        snippet
            .text()
            .lines()
            .filter(line -> !line.startsWith("import "))
            .collect(Collectors.joining("\n"))
            .strip();
    return DECLARATIONS.matcher(code).matches() || MEMBERS.matcher(code).matches();
  }

  /** Returns the compiler's messages on a file. */
  static List<String> errors(Path file, List<String> classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
    return compile(
        files.getJavaFileObjects(file).iterator().next(),
        classPath,
        "all,-path",
        file.getFileName().toString(),
        0,
        null);
  }

  private static List<String> compile(
      JavaFileObject source,
      List<String> classPath,
      String lint,
      String file,
      int linesBefore,
      @Nullable Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        new ArrayList<>(
            List.of(
                "--release",
                "17",
                "-Xlint:" + lint,
                "-proc:none",
                "-cp",
                String.join(File.pathSeparator, classPath)));
    JavaFileManager files = new Discarding(compiler);
    if (classes != null) {
      files = compiler.getStandardFileManager(null, Locale.ROOT, null);
      options.addAll(List.of("-d", classes.toString()));
    }
    compiler.getTask(null, files, diagnostics, options, null, List.of(source)).call();
    List<String> errors = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
      if (each.getKind() != Diagnostic.Kind.NOTE) {
        errors.add(
            file
                + ":"
                + (each.getLineNumber() + linesBefore)
                + ": "
                + each.getMessage(Locale.ROOT));
      }
    }
    return errors;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(URI uri, String text) {
      super(uri, Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Discards the classes. */
  private static final class Discarding extends ForwardingJavaFileManager<StandardJavaFileManager> {
    Discarding(JavaCompiler compiler) {
      super(compiler.getStandardFileManager(null, Locale.ROOT, null));
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          return OutputStream.nullOutputStream();
        }
      };
    }
  }
}
