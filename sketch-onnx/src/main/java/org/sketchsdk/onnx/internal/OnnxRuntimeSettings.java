package org.sketchsdk.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.concurrent.atomic.AtomicReference;
import org.sketchsdk.infer.spi.BackendOptions;

/** How the SDK sets ONNX Runtime up, whoever opens the session. */
public final class OnnxRuntimeSettings {
  private static final AtomicReference<UnpackedLibraries> UNPACKED = new AtomicReference<>();

  private OnnxRuntimeSettings() {}

  /**
   * Remembers which temporary folders are there, to tell the one that ONNX Runtime is about to make
   * from others. To be called before any class of ONNX Runtime is initialized, where another
   * library does that; {@link #environment} does it itself. Only the first call has an effect.
   */
  public static void prepare() {
    if (UNPACKED.get() == null) {
      UNPACKED.compareAndSet(null, UnpackedLibraries.watch());
    }
  }

  /**
   * Returns the environment that the whole process shares, its telemetry turned off. Loads the
   * native library if need be.
   *
   * @throws IllegalStateException if there is no environment
   */
  public static OrtEnvironment environment() {
    prepare();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    UNPACKED.getAndSet(UnpackedLibraries.NONE).delete();
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not turn its telemetry off", e);
    }
    return environment;
  }

  /**
   * Translates options.
   *
   * @return what a session is opened with, and is closed after it
   */
  public static SessionOptions session(BackendOptions options) throws OrtException {
    SessionOptions session = new SessionOptions();
    boolean done = false;
    try {
      String spinning = options.spinning() ? "1" : "0";
      // Errors come as exceptions; by default they are printed to standard error as well.
      session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      session.setIntraOpNumThreads(options.threads());
      session.setInterOpNumThreads(1);
      session.addConfigEntry("session.intra_op.allow_spinning", spinning);
      session.addConfigEntry("session.inter_op.allow_spinning", spinning);
      done = true;
      return session;
    } finally {
      if (!done) {
        session.close();
      }
    }
  }
}
