package org.sketchsdk.core.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files atomically: readers see the old or the new content, even after a crash.
 *
 * <p>The content goes to a file beside the target, with {@code .tmp} added to the name. That file
 * is renamed to the target in the end. A symbolic link stays, and the file behind it is replaced. A
 * target that is no file, such as a pipe, is written to directly.
 */
public final class AtomicFile implements Closeable {
  private final Path target;
  private final Path temporary;
  private boolean finished;

  private AtomicFile(Path file) throws IOException {
    target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
    temporary =
        Files.exists(target) && !Files.isRegularFile(target)
            ? target
            : target.resolveSibling(target.getFileName() + ".tmp");
  }

  /**
   * Prepares to replace a file step by step: write to {@link #temporary()}, close that, then call
   * {@link #finish()}. If {@link #close()} comes first, the target keeps its content.
   *
   * @throws IOException if a symbolic link cannot be followed
   */
  public static AtomicFile replace(Path file) throws IOException {
    return new AtomicFile(file);
  }

  /**
   * Replaces a file, and waits until the disk has the content.
   *
   * @throws FileSystemException if the file cannot be written, as on a full disk; it names the
   *     target, which keeps its old content, and no other file is left
   * @throws ClosedByInterruptException if the thread is interrupted; the target keeps its content
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, true);
  }

  /**
   * Replaces a file, for callers that write thousands of them. It does not wait for the disk: after
   * a loss of power the content may be missing.
   *
   * @throws IOException as of {@link #write(Path, byte[])}
   */
  public static void writeOneOfMany(Path file, byte[] content) throws IOException {
    write(file, content, false);
  }

  private static void write(Path file, byte[] content, boolean force) throws IOException {
    try (AtomicFile atomic = replace(file)) {
      try (FileChannel channel =
          FileChannel.open(
              atomic.temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        if (force && atomic.temporary != atomic.target) {
          channel.force(true);
        }
      }
      atomic.finish();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      String reason =
          e instanceof FileSystemException problem && problem.getReason() != null
              ? problem.getReason()
              : e.getClass().getSimpleName()
                  + (e.getMessage() == null ? "" : ": " + e.getMessage());
      FileSystemException named = new FileSystemException(file.toString(), null, reason);
      named.initCause(e);
      throw named;
    }
  }

  /** Returns the file to write to. */
  public Path temporary() {
    return temporary;
  }

  /**
   * Gives the written file the name of the target.
   *
   * @throws IOException if it cannot be renamed
   */
  public void finish() throws IOException {
    if (temporary != target) {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    finished = true;
  }

  /** Deletes what is written, unless it is finished. */
  @Override
  public void close() throws IOException {
    if (!finished && temporary != target) {
      Files.deleteIfExists(temporary);
    }
  }
}
