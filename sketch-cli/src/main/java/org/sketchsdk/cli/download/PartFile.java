package org.sketchsdk.cli.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.sketchsdk.cli.console.FailureException;

/**
 * The part of a file that is downloaded so far: {@code <file>.part}, and beside it the entity tag
 * of the file that it belongs to. Not thread-safe.
 */
final class PartFile {
  private final Path file;
  private final Path path;
  private final Path etagPath;
  private long length;
  private long lines;

  PartFile(Path file) {
    this.file = file;
    this.path = file.resolveSibling(file.getFileName() + ".part");
    this.etagPath = file.resolveSibling(file.getFileName() + ".part.etag");
  }

  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  long lines() {
    return lines;
  }

  /**
   * Keeps what an earlier run left, if it is of the same file.
   *
   * @return whether that is enough already
   */
  boolean startFor(RemoteFile remote, long maxLines) throws IOException {
    boolean same =
        Files.exists(path)
            && Files.exists(etagPath)
            && remote.etag().equals(Optional.of(Files.readString(etagPath)))
            && Files.size(path) <= remote.length();
    if (!same) {
      startOver();
      keepEtag(remote);
      append().close(); // an empty file needs no more
      return false;
    }
    length = Files.size(path);
    if (maxLines < Long.MAX_VALUE) {
      long end = Lines.endOf(path, maxLines);
      if (end >= 0) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.truncate(end);
        }
        length = end;
        lines = maxLines;
        return true;
      }
      lines = Lines.count(path);
    }
    return false;
  }

  void startOver() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(etagPath);
    length = 0;
    lines = 0;
  }

  void keepEtag(RemoteFile remote) throws IOException {
    if (remote.etag().isEmpty()) {
      Files.deleteIfExists(etagPath);
      return;
    }
    try {
      Files.writeString(etagPath, remote.etag().get());
    } catch (IOException e) {
      throw notStored(e);
    }
  }

  OutputStream append() {
    try {
      return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw notStored(e);
    }
  }

  /** Counts lines, and returns how many bytes there are to the end of the last one wanted. */
  int countLines(byte[] buffer, int count, long maxLines) {
    if (maxLines == Long.MAX_VALUE) {
      return count;
    }
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n' && ++lines == maxLines) {
        return i + 1;
      }
    }
    return count;
  }

  void write(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
      length += count;
    } catch (IOException e) {
      throw notStored(e);
    }
  }

  private FailureException notStored(IOException e) {
    return new FailureException(
        "cannot write "
            + path
            + ": "
            + e.getMessage()
            + " (what is there is kept, and the same command goes on from it)");
  }

  /** Gives the file its name, when the disk has the content. */
  void becomeFile() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(path, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(etagPath);
  }
}
