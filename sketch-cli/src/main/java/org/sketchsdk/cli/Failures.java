package org.sketchsdk.cli;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.sketchsdk.core.SketchException;

/** Failures in a line for people. */
final class Failures {
  private Failures() {}

  /** An option's value that only the work itself could find wrong. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /** Something that was asked for and cannot be done, in words for people. */
  static final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailureException(String message) {
      super(message);
    }
  }

  static int exitCode(Throwable failure) {
    return failure instanceof UsageException ? 2 : 1;
  }

  static String describe(Throwable failure) {
    if (failure instanceof UncheckedIOException) {
      return describe(failure.getCause());
    }
    if (failure instanceof NoSuchFileException missing) {
      return "no such file: "
          + missing.getFile()
          + (missing.getReason() == null ? "" : " (" + missing.getReason() + ")");
    }
    if (failure instanceof NotDirectoryException other) {
      return "no such folder: " + other.getFile();
    }
    if (failure instanceof AccessDeniedException denied) {
      return "access denied: " + denied.getFile();
    }
    if (failure instanceof FileSystemException
        || failure instanceof FileNotFoundException
        || failure instanceof SketchException
        || failure instanceof UsageException
        || failure instanceof FailureException) {
      return failure.getMessage();
    }
    if (failure instanceof InterruptedException) {
      return "interrupted";
    }
    String message = failure.getMessage();
    // without a message of its own, the type is all there is to tell
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
