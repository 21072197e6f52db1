package org.sketchsdk.onnx;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells users what makes ONNX Runtime load. Names no class of ONNX Runtime. */
final class OnnxRuntimeRemedy {
  private OnnxRuntimeRemedy() {}

  /**
   * Finds a remedy.
   *
   * @param root what began the trouble
   * @param system the system property {@code os.name}
   * @param processor the system property {@code os.arch}
   * @param temporary the system property {@code java.io.tmpdir}
   * @return what to do, as an imperative; empty if nothing is known
   */
  static Optional<String> of(Throwable root, String system, String processor, String temporary) {
    String message = String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
    if (root instanceof ClassNotFoundException) {
      return Optional.of(
          "add com.microsoft.onnxruntime:onnxruntime to the class path or module path");
    }
    if (root instanceof IOException || contains(message, "failed to map segment", "noexec")) {
      return Optional.of(
          "set the system property java.io.tmpdir to a folder that exists, that the process may"
              + " write to, and that is not mounted noexec; it is \""
              + temporary
              + '"');
    }
    if (contains(message, "java.library.path") && isSupported(system, processor)) {
      return Optional.of(
          "add the whole jar com.microsoft.onnxruntime:onnxruntime, as the one in use has no code"
              + " for "
              + system
              + " on "
              + processor
              + ", or set the system property onnxruntime.native.path to a folder with its"
              + " libraries");
    }
    if (contains(message, "java.library.path")) {
      return Optional.of(
          "leave sketch-onnx out, as its library has no code for "
              + system
              + " on "
              + processor
              + ": it has code for Linux and Windows on x86-64, and for Linux and macOS on arm64");
    }
    if (contains(message, "ld-linux", "libstdc++", "libc.so", "libm.so", "symbol not found")) {
      return Optional.of(
          "use a system with glibc and libstdc++, which Alpine Linux does not have, or leave"
              + " sketch-onnx out");
    }
    return Optional.empty();
  }

  /** Tells whether the official jar has code for a platform. */
  private static boolean isSupported(String system, String processor) {
    boolean linux = system.startsWith("Linux");
    return switch (processor) {
      case "amd64", "x86_64" -> linux || system.startsWith("Windows");
      case "aarch64", "arm64" -> linux || system.startsWith("Mac");
      default -> false;
    };
  }

  private static boolean contains(String message, String... words) {
    return List.of(words).stream().anyMatch(message::contains);
  }
}
