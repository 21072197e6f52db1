package org.sketchsdk.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir private Path folder;
  private Path file;

  private static Map<String, float[]> tensors() {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put("empty", new float[0]);
    tensors.put("live/weight", new float[] {1, -2.5f, Float.MIN_VALUE});
    return tensors;
  }

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("checkpoint.bin");
    new Checkpoint(Map.of("samples", "12", "labels", "cat\ndog"), tensors()).write(file);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Checkpoint read = Checkpoint.read(file);

    assertThat(read.values()).isEqualTo(Map.of("samples", "12", "labels", "cat\ndog"));
    assertThat(read.tensors()).containsOnlyKeys("live/weight", "empty");
    assertThat(read.tensors().get("live/weight")).containsExactly(1, -2.5f, Float.MIN_VALUE);
    assertThat(read.tensors().get("empty")).isEmpty();
  }

  @Test
  void leavesNoTemporaryFile() {
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void refusesAFileCutShortAnywhere() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Checkpoint.read(file)).isInstanceOf(StreamCorruptedException.class);
    }
  }

  @Test
  void refusesAFileWithAChangedByte() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 9] ^= 1; // in the last tensor, before the checksum
    Files.write(file, bytes);

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessage("checksum mismatch in checkpoint " + file);
  }

  @Test
  void refusesATensorThatIsLargerThanTheFile() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(64);
    bytes.putInt(0x534b434b).putInt(1).putInt(0).putInt(1); // no values, one tensor
    bytes.putShort((short) 1).put((byte) 'w').putInt(1 << 28); // of a gigabyte
    Files.write(file, bytes.array());

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessage("tensor w of 268435456 numbers in a checkpoint of 64 bytes: " + file);
  }

  @Test
  void refusesAnotherKindOfFile() throws IOException {
    Files.writeString(file, "{\"word\":\"cat\"}");

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(StreamCorruptedException.class)
        .hasMessage("not a checkpoint: " + file);
  }
}
