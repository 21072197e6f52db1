package org.sketchsdk.train;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.sketchsdk.core.internal.file.AtomicFile;

/**
 * The saved state of a training run: settings and counters as text, tensors by name.
 *
 * @param values settings and counters
 * @param tensors values by name of the tensor
 */
record Checkpoint(Map<String, String> values, Map<String, float[]> tensors) {
  private static final int MAGIC = 0x534b434b; // "SKCK"
  private static final int VERSION = 1;
  private static final int MAX_TENSOR = 1 << 28;

  /** Writes the file atomically: a crash leaves the old or the new content. */
  void write(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CheckedOutputStream checked = new CheckedOutputStream(bytes, new CRC32());
    try (DataOutputStream out = new DataOutputStream(checked)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(values.size());
      for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeUTF(entry.getValue());
      }
      out.writeInt(tensors.size());
      for (Map.Entry<String, float[]> entry : tensors.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        ByteBuffer tensor = ByteBuffer.allocate(entry.getValue().length * Float.BYTES);
        tensor.asFloatBuffer().put(entry.getValue());
        out.write(tensor.array());
      }
      out.writeLong(checked.getChecksum().getValue());
    }
    AtomicFile.write(file, bytes.toByteArray());
  }

  static Checkpoint read(Path file) throws IOException {
    long fileBytes = Files.size(file); // no tensor is larger, whatever its header says
    CheckedInputStream checked =
        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32());
    try (DataInputStream in = new DataInputStream(checked)) {
      if (in.readInt() != MAGIC) {
        throw new StreamCorruptedException("not a checkpoint: " + file);
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new StreamCorruptedException(
            "checkpoint of version " + version + ", this is version " + VERSION + ": " + file);
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int n = in.readInt(); n > 0; n--) {
        values.put(in.readUTF(), in.readUTF());
      }
      Map<String, float[]> tensors = new LinkedHashMap<>();
      for (int n = in.readInt(); n > 0; n--) {
        String name = in.readUTF();
        int length = in.readInt();
        if (length < 0 || length > MAX_TENSOR || length > fileBytes / Float.BYTES) {
          throw new StreamCorruptedException(
              "tensor "
                  + name
                  + " of "
                  + length
                  + " numbers in a checkpoint of "
                  + fileBytes
                  + " bytes: "
                  + file);
        }
        FloatBuffer floats = ByteBuffer.wrap(in.readNBytes(length * Float.BYTES)).asFloatBuffer();
        float[] tensor = new float[length];
        floats.get(tensor, 0, Math.min(length, floats.remaining()));
        tensors.put(name, tensor);
      }
      long actual = checked.getChecksum().getValue();
      if (in.readLong() != actual) {
        throw new StreamCorruptedException("checksum mismatch in checkpoint " + file);
      }
      return new Checkpoint(values, tensors);
    } catch (EOFException e) {
      throw new StreamCorruptedException("truncated checkpoint " + file);
    }
  }
}
