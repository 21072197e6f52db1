package org.sketchsdk.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** Tells whether a run has a checkpoint to continue from. */
final class SavedState {
  private final Path checkpoint;
  private final boolean resumed;
  private final @Nullable FileTime before; // null for none

  /**
   * Looks at the checkpoint before the run begins.
   *
   * @param checkpoint the run's file
   * @param resumed whether the run continues from it
   */
  SavedState(Path checkpoint, boolean resumed) {
    this.checkpoint = checkpoint;
    this.resumed = resumed;
    this.before = time(checkpoint);
  }

  private static @Nullable FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) { // there is none
      return null;
    }
  }

  /** Says that the run stops, and promises no more than there is. */
  String farewell() {
    FileTime now = time(checkpoint);
    return now != null && (resumed || !now.equals(before))
        ? "stopping; --resume goes on from the last checkpoint"
        : "stopping; there is no checkpoint of this run yet, so it starts anew next time";
  }
}
