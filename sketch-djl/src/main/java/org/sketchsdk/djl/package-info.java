/**
 * The backend {@code djl}: the engines of the <a href="https://djl.ai">Deep Java Library</a> that
 * the application brings, on the processor. It is for applications that use DJL anyway.
 *
 * <p>Add sketch-djl and an engine, and choose the backend by its name:
 *
 * <pre>{@code
 * SketchClassifier classifier = SketchClassifier.builder().backend("djl").build();
 * }</pre>
 *
 * <h2>Engines</h2>
 *
 * <ul>
 *   <li>{@code ai.djl.onnxruntime:onnxruntime-engine} runs every model. It asks for an older ONNX
 *       Runtime than the SDK: let your build take the SDK's.
 *   <li>PyTorch, from {@code ai.djl.pytorch:pytorch-engine}, {@code pytorch-jni} and {@code
 *       pytorch-native-cpu}, runs the FP32 models that {@code sketch train} exports. It cannot read
 *       ONNX files, so the SDK computes them by operations on arrays. INT8 models are refused.
 * </ul>
 *
 * <p>The SDK is tested with DJL 0.36.0 and these two engines. If there are several engines,
 * OnnxRuntime is tried first, then PyTorch, then the others by name. If the system property {@code
 * ai.djl.default_engine} or the environment variable {@code DJL_DEFAULT_ENGINE} names an engine,
 * only that one is tried. The logger {@code org.sketchsdk.djl} says at level DEBUG which engine
 * runs the model, and at level INFO if others were tried before and do not. {@link
 * org.sketchsdk.djl.DjlProvider#open(org.sketchsdk.infer.model.ModelData,
 * org.sketchsdk.infer.spi.BackendOptions, String)} opens a model in one engine.
 *
 * <h2>Limits</h2>
 *
 * <ul>
 *   <li>Before it loads DJL the SDK sets the system properties {@code ai.djl.offline} and {@code
 *       OPT_OUT_TRACKING} to {@code true}. This turns DJL's downloads and telemetry off in the
 *       whole process. A value that the application has set stays, and so do the environment
 *       variables {@code DJL_OFFLINE} and {@code OPT_OUT_TRACKING}. An application that uses DJL
 *       before the SDK must set them itself.
 *   <li>DJL's engine {@code RPC}, which works over the network, is never used.
 *   <li>DJL creates ONNX Runtime's environment and fails if it exists already. A process that uses
 *       both backends must open {@code djl} before {@code onnx}.
 *   <li>PyTorch has one number of threads per process: that of the first model that is opened with
 *       this backend, unless {@code ai.djl.pytorch.num_threads} is set.
 *   <li>DJL unpacks PyTorch's native code (some 400 MB) into {@code ~/.djl.ai}, or into {@code
 *       DJL_CACHE_DIR}. The engine OnnxRuntime loads PyTorch too if both are there, although it
 *       does not need it here; {@code -Dai.djl.onnx.disable_alternative=true} prevents that.
 *   <li>DJL finds its engines through the context class loader of the thread that first uses it. On
 *       Linux the engine OnnxRuntime starts {@code ldconfig} once, to look for graphics cards.
 *   <li>DJL's jars do not say which modules they need. On the module path, add {@code --add-modules
 *       org.slf4j}.
 * </ul>
 */
@NullMarked
package org.sketchsdk.djl;

import org.jspecify.annotations.NullMarked;
