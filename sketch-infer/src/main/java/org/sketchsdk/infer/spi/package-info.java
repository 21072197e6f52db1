/**
 * How to plug in another engine. This is the only extension point of the SDK; applications do not
 * need it.
 *
 * <p>A backend is an {@link org.sketchsdk.infer.spi.InferenceBackendProvider}, which {@link
 * java.util.ServiceLoader} finds. {@link org.sketchsdk.infer.spi.InferenceBackendProvider#probe
 * probe()} tells whether the backend works on this machine. {@code open} takes a {@linkplain
 * org.sketchsdk.infer.model.ModelData model}, whose file the SDK has already checked, and returns
 * an {@link org.sketchsdk.infer.spi.InferenceBackend}: bytes of rasters go in, logits come out.
 * Scaling of the pixels is part of the network.
 *
 * <h2>How a backend is chosen</h2>
 *
 * <p>If the classifier's builder names a backend, only that one is tried. Otherwise the backends
 * are tried in the order of their ranks, equal ranks by name, and the first that works is used. The
 * logger {@code org.sketchsdk.infer} says at level DEBUG which backend runs a model, and at level
 * INFO if others were tried before and do not. If a backend is present but does not work, so that a
 * slower one is used, a WARNING gives the reason and the remedy, once per process.
 *
 * <table>
 * <caption>The backends of the SDK</caption>
 * <tr><th>name</th><th>rank</th><th>module</th><th>runs</th></tr>
 * <tr><td>{@code onnx}</td><td>100</td><td>sketch-onnx</td><td>all models, in ONNX Runtime</td></tr>
 * <tr><td>{@code java}</td><td>200</td><td>sketch-infer</td><td>INT8 models that {@code sketch
 * quantize} makes, in plain Java</td></tr>
 * <tr><td>{@code djl}</td><td>300</td><td>sketch-djl</td><td>models in the engines of the Deep Java
 * Library that the application brings</td></tr>
 * </table>
 *
 * <h2>Rules for a backend</h2>
 *
 * <ul>
 *   <li>Only types of Java and of the SDK appear in its interface.
 *   <li>It owns its native memory and frees it in {@link
 *       org.sketchsdk.infer.spi.InferenceBackend#close close()}.
 *   <li>It opens no socket and downloads nothing.
 *   <li>If its engine fails, it throws a {@link org.sketchsdk.infer.spi.BackendException}.
 * </ul>
 *
 * <h2>The backend java</h2>
 *
 * <p>It computes INT8 models exactly as their graphs define, and gives the same bits as ONNX
 * Runtime on the models of this SDK. It refuses other models. A call runs on the calling thread.
 * With {@link org.sketchsdk.infer.spi.BackendOptions#threads threads}, it starts that many threads
 * less one, which compute with the calling thread, for one call at a time; other calls at that time
 * run on their own thread alone. The results are the same bits. While a call runs, its threads wait
 * for one another awake, so more threads than processors make it slower. Closing the backend ends
 * them. It keeps up to 64 workspaces of some megabytes each, for as many calls at once.
 */
@NullMarked
package org.sketchsdk.infer.spi;

import org.jspecify.annotations.NullMarked;
