package org.sketchsdk.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedStateTest {
  @TempDir private Path folder;

  @Test
  void promisesNothingBeforeTheFirstCheckpoint() throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    SavedState fresh = new SavedState(file, false);
    assertThat(fresh.farewell()).doesNotContain("--resume").contains("no checkpoint");
    Files.writeString(file, "state");
    assertThat(fresh.farewell()).contains("--resume");
  }

  @Test
  void doesNotTakeTheCheckpointOfAnEarlierRunForItsOwn() throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    Files.writeString(file, "of an earlier run");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    SavedState anew = new SavedState(file, false);
    assertThat(anew.farewell()).doesNotContain("--resume");
    assertThat(new SavedState(file, true).farewell()).contains("--resume");
    Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000));
    assertThat(anew.farewell()).contains("--resume");
  }
}
