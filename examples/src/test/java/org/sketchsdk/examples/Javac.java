package org.sketchsdk.examples;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles code that uses the SDK, and runs it if asked; writes no file. */
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
          "org.sketchsdk.augment.*",
          "org.sketchsdk.core.*",
          "org.sketchsdk.core.quickdraw.*",
          "org.sketchsdk.infer.*",
          "org.sketchsdk.infer.model.*",
          "org.sketchsdk.infer.spi.*",
          "org.sketchsdk.render.*",
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

  /** Returns what the compiler says of a snippet, with its place in the document. */
  static List<String> errors(Snippet snippet) {
    return compile(
        new Source(URI.create("string:///Snippet.java"), source(snippet, "abstract class")),
        classPath(),
        "deprecation,removal",
        snippet.file().getFileName().toString(),
        snippet.firstLine() - 1,
        new HashMap<>());
  }

  /** Runs a snippet that is the body of a method and needs nothing that it does not declare. */
  static void run(Snippet snippet) throws Exception {
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    List<String> errors =
        compile(
            new Source(URI.create("string:///Snippet.java"), source(snippet, "class")),
            classPath(),
            "none",
            snippet.file().getFileName().toString(),
            snippet.firstLine() - 1,
            classes);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", errors));
    }
    ClassLoader loader =
        new ClassLoader(Javac.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
          }
        };
    Constructor<?> constructor = loader.loadClass("Snippet").getDeclaredConstructor();
    constructor.setAccessible(true);
    Method code = constructor.getDeclaringClass().getDeclaredMethod("code");
    code.setAccessible(true);
    try {
      code.invoke(constructor.newInstance());
    } catch (InvocationTargetException e) {
      throw new AssertionError(snippet.place() + " fails", e.getCause());
    }
  }

  private static String source(Snippet snippet, String kind) {
    StringBuilder imports = new StringBuilder();
    IMPORTS.forEach(each -> imports.append("import ").append(each).append("; "));
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
    String code = body.toString().strip();
    boolean members = DECLARATIONS.matcher(code).matches() || MEMBERS.matcher(code).matches();
    return imports
        + kind
        + " Snippet { "
        + given
        + (members ? body + "}" : "void code() throws Exception { " + body + "}}");
  }

  /** Returns what the compiler says of a file. */
  static List<String> errors(Path file, List<String> classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
    return compile(
        files.getJavaFileObjects(file).iterator().next(),
        classPath,
        "all,-path",
        file.getFileName().toString(),
        0,
        new HashMap<>());
  }

  private static List<String> compile(
      JavaFileObject source,
      List<String> classPath,
      String lint,
      String file,
      int linesBefore,
      Map<String, ByteArrayOutputStream> classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "--release",
            "17",
            "-Xlint:" + lint,
            "-proc:none",
            "-cp",
            String.join(File.pathSeparator, classPath));
    compiler
        .getTask(null, new InMemory(compiler, classes), diagnostics, options, null, List.of(source))
        .call();
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

  /** Writes classes into a map, by their names. */
  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    InMemory(JavaCompiler compiler, Map<String, ByteArrayOutputStream> classes) {
      super(compiler.getStandardFileManager(null, Locale.ROOT, null));
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
