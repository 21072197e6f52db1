package org.sketchsdk.cli.console;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command writes for the user. */
public final class ResultFile {
  private ResultFile() {}

  /**
   * Writes a file, replacing one of the same name.
   *
   * @throws FileSystemException if it cannot be written, as on a full disk; it names the file, and
   *     a part of the content may be there
   */
  public static void write(Path file, byte[] content) throws IOException {
    try {
      Files.write(file, content);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) { // names no file
      FileSystemException named =
          new FileSystemException(file.toString(), null, String.valueOf(e.getMessage()));
      named.initCause(e);
      throw named;
    }
  }
}
