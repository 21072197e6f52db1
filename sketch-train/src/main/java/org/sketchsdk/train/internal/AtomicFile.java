package org.sketchsdk.train.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files atomically: readers see the old or the new content, even after a crash. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a file beside the target, waits until the disk has it, and renames it to the target.
   *
   * @throws FileSystemException if the file cannot be written, as on a full disk; it names the
   *     target, which keeps its old content, and no other file is left
   * @throws ClosedByInterruptException if the thread is interrupted; the target keeps its content
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (ClosedByInterruptException e) {
      deleteAfter(e, temporary);
      throw e;
    } catch (IOException e) {
      deleteAfter(e, temporary);
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

  private static void deleteAfter(IOException failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
