package org.sketchsdk.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxRuntimeRemedyTest {
  private static String of(Throwable problem) {
    return OnnxRuntimeRemedy.of(problem, "Linux", "riscv64", "/scratch").orElse("none");
  }

  static Stream<Throwable> troubleWithTemporaryFiles() {
    return Stream.of(
        new NoSuchFileException("/scratch/onnxruntime-java1"),
        new AccessDeniedException("/scratch/onnxruntime-java1"),
        new UnsatisfiedLinkError(
            "/scratch/onnxruntime-java1/libonnxruntime.so: failed to map segment from shared"
                + " object"));
  }

  @ParameterizedTest
  @MethodSource
  void troubleWithTemporaryFiles(Throwable problem) {
    assertThat(of(problem))
        .startsWith("set the system property java.io.tmpdir")
        .endsWith("\"/scratch\"");
  }

  @Test
  void aMissingLibrary() {
    assertThat(of(new ClassNotFoundException("ai.onnxruntime.OrtEnvironment")))
        .isEqualTo("add com.microsoft.onnxruntime:onnxruntime to the class path or module path");
  }

  @Test
  void aPlatformWithoutNativeCode() {
    assertThat(of(new UnsatisfiedLinkError("no onnxruntime in java.library.path: /usr/lib")))
        .startsWith("leave sketch-onnx out, as its library has no code for Linux on riscv64");
  }

  @Test
  void aJarFromWhichThePlatformsCodeWasFiltered() {
    assertThat(
            OnnxRuntimeRemedy.of(
                new UnsatisfiedLinkError("no onnxruntime in java.library.path: /usr/lib"),
                "Mac OS X",
                "aarch64",
                "/tmp"))
        .get()
        .asString()
        .startsWith("add the whole jar com.microsoft.onnxruntime:onnxruntime")
        .contains("no code for Mac OS X on aarch64", "onnxruntime.native.path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libonnxruntime.so: libstdc++.so.6: cannot open shared object file",
        "Error loading shared library ld-linux-x86-64.so.2: No such file or directory",
        "Error relocating libonnxruntime.so: __memcpy_chk: symbol not found"
      })
  void aSystemWithoutGlibc(String message) {
    assertThat(of(new UnsatisfiedLinkError(message))).contains("Alpine Linux");
  }

  @Test
  void saysNothingWhereNothingIsKnown() {
    assertThat(OnnxRuntimeRemedy.of(new IllegalStateException("x"), "Linux", "amd64", "/tmp"))
        .isEmpty();
    assertThat(OnnxRuntimeRemedy.of(new IllegalStateException(), "Linux", "amd64", "/tmp"))
        .isEmpty();
  }
}
