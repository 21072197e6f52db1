package org.sketchsdk.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.sketchsdk.core.SketchException;
import org.sketchsdk.infer.ClassificationException;

/** Describes failures in one line. */
public final class Failures {
  private Failures() {}

  public static int exitCode(Throwable failure) {
    return failure instanceof UsageException ? 2 : 1;
  }

  public static String describe(Throwable failure) {
    if (failure instanceof UncheckedIOException || failure instanceof ClassificationException) {
      // The place of a ClassificationException counts the drawings of a file, not its lines.
      return describe(Objects.requireNonNull(failure.getCause()));
    }
    if (failure instanceof FileSystemException problem) {
      return describe(problem);
    }
    String message = failure.getMessage();
    if (message != null
        && (failure instanceof IOException
            || failure instanceof SketchException
            || failure instanceof UsageException
            || failure instanceof FailureException)) {
      return message;
    }
    if (failure instanceof InterruptedException) {
      return "interrupted";
    }
    if (failure instanceof OutOfMemoryError) {
      return "out of memory (" + message + "); SKETCH_JAVA_OPTS=-Xmx4g, for example, gives 4 GB";
    }
    // A mistake in the program, or an engine that does not work here.
    return "unexpected "
        + failure.getClass().getSimpleName()
        + (message == null ? "" : ": " + message)
        + " (--verbose tells where)";
  }

  private static String describe(FileSystemException problem) {
    String reason = problem.getReason() == null ? "" : " (" + problem.getReason() + ")";
    if (problem instanceof NoSuchFileException) {
      return "no such file: "
          + problem.getFile()
          + reason
          + (String.valueOf(problem.getFile()).indexOf('\uFFFD') < 0
              ? ""
              : " (the name is not text in the system's encoding; name its folder instead)");
    }
    if (problem instanceof NotDirectoryException) {
      return "no such folder: " + problem.getFile() + reason;
    }
    if (problem instanceof AccessDeniedException) {
      return "access denied: " + problem.getFile() + reason;
    }
    if (problem instanceof FileAlreadyExistsException) {
      return "a file is in the way: " + problem.getFile() + reason;
    }
    return "cannot use " + problem.getFile() + reason;
  }
}
