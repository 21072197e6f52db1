/**
 * The backend {@code onnx}: ONNX Runtime on the processor. Add sketch-onnx to the class path or
 * module path and {@code SketchClassifier} uses it; no code names this package.
 *
 * <p>One session serves all threads. By default it has one thread per call, which does not spin
 * while it waits.
 *
 * <h2>Platforms</h2>
 *
 * <p>The library {@code com.microsoft.onnxruntime:onnxruntime} has native code for Linux and
 * Windows on x86-64, and for Linux and macOS on arm64. Linux must have glibc, so Alpine Linux is
 * out. On other platforms, leave sketch-onnx out; the backend {@code java} of sketch-infer runs
 * everywhere.
 *
 * <h2>Temporary files</h2>
 *
 * <p>On first use ONNX Runtime unpacks its native code (28 MB on Linux) below {@code
 * java.io.tmpdir}. That folder must exist, the process must be able to write to it, and it must not
 * be mounted {@code noexec}. On Linux the SDK deletes the files as soon as they are loaded. It does
 * so only if ONNX Runtime has just made the folder, and never if a system property {@code
 * onnxruntime.native.*} is set. Elsewhere ONNX Runtime deletes them when the JVM ends, and leaves
 * an empty folder.
 *
 * <h2>Network</h2>
 *
 * <p>The SDK turns the library's telemetry off for the whole process. From release 1.29.0 on, its
 * builds for Linux and macOS report usage over the network before they can be told not to. Keep the
 * release that the SDK asks for, or set the environment variable {@code ORT_DISABLE_TELEMETRY=1}.
 *
 * <h2>Native access</h2>
 *
 * <p>From JDK 24 on the JVM warns unless {@code --enable-native-access=ALL-UNNAMED} is given, or
 * {@code --enable-native-access=com.microsoft.onnxruntime} on the module path.
 */
@NullMarked
package org.sketchsdk.onnx;

import org.jspecify.annotations.NullMarked;
