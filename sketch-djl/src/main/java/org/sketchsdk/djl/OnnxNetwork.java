package org.sketchsdk.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendOptions;
import org.sketchsdk.onnx.internal.OnnxRuntimeSettings;

/** A model in DJL's engine for ONNX Runtime, which reads the file as it is. */
final class OnnxNetwork implements EngineNetwork {
  private final Model model;
  private final SessionOptions sessionOptions; // closed after the model's session
  private final ParameterStore noParameters;

  private OnnxNetwork(Model model, SessionOptions sessionOptions) {
    this.model = model;
    this.sessionOptions = sessionOptions;
    this.noParameters = new ParameterStore(model.getNDManager(), /* copy= */ false);
  }

  static OnnxNetwork open(ModelData data, BackendOptions options)
      throws OrtException, IOException, MalformedModelException {
    OnnxRuntimeSettings.prepare();
    // In this order: DJL creates the environment, and fails where it exists.
    Model model = Model.newInstance(data.info().name(), Device.cpu(), DjlEngines.ONNX_RUNTIME);
    SessionOptions sessionOptions = null;
    boolean done = false;
    try {
      OnnxRuntimeSettings.environment();
      sessionOptions = OnnxRuntimeSettings.session(options);
      model.load(new ByteArrayInputStream(data.onnx()), Map.of("sessionOptions", sessionOptions));
      done = true;
      return new OnnxNetwork(model, sessionOptions);
    } finally {
      // DJL makes an empty folder for temporary files, and removes it when the JVM ends.
      if (model.getModelPath() != null) {
        Files.deleteIfExists(model.getModelPath());
      }
      if (!done) {
        close(model, sessionOptions);
      }
    }
  }

  @Override
  public NDManager manager() {
    return model.getNDManager();
  }

  @Override
  public Result run(NDArray rasters) {
    rasters.setName("raster");
    NDList outputs = model.getBlock().forward(noParameters, new NDList(rasters), false);
    return new Result(
        outputs.get("logits"), outputs.contains("embedding") ? outputs.get("embedding") : null);
  }

  @Override
  public void close() {
    close(model, sessionOptions);
  }

  private static void close(Model model, @Nullable SessionOptions sessionOptions) {
    try {
      model.close();
    } finally {
      if (sessionOptions != null) {
        sessionOptions.close();
      }
    }
  }
}
