package org.sketchsdk.infer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.sketchsdk.infer.internal.platform.Streams;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelFormatException.Reason;

/** The models in the SDK's jar. */
final class EmbeddedModels {
  /** Their names; the first is the default. */
  static final List<String> NAMES = List.of("quickdraw25", "quickdraw345");

  private EmbeddedModels() {}

  static String requireName(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "no embedded model '" + name + "'; there are " + String.join(", ", NAMES));
    }
    return name;
  }

  /** Returns where a model comes from, for messages. */
  static String source(String name) {
    return "embedded model " + name;
  }

  /** Returns the bytes of a model's file, the caller's own. */
  static byte[] read(String name) {
    // below the package, so that relocating the package relocates the models
    String resource = "models/" + requireName(name) + ".onnx";
    try (InputStream in = EmbeddedModels.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ModelFormatException(
            Reason.MISSING,
            "the resource " + resource + " is not in the jar of sketch-infer",
            source(name));
      }
      return Streams.read(in, Integer.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(source(name), e);
    }
  }
}
