/**
 * Classifies drawings. The entry point is {@link org.sketchsdk.infer.SketchClassifier}.
 *
 * <h2>Predictions</h2>
 *
 * <p>A {@link org.sketchsdk.infer.Prediction} has the most probable labels and a verdict: {@code
 * EMPTY} if there is no ink, {@code UNKNOWN} if the drawing looks like none of the model's classes,
 * otherwise {@code RECOGNIZED} if the first candidate's probability reaches a threshold, or {@code
 * UNCERTAIN}. That threshold is the builder's {@code minProbability}, or else the model's, or else
 * 0.5. Probabilities are softmax(logits / temperature) over the model's labels. {@code
 * matches(drawing, label, minProbability)} asks for one label, for games.
 *
 * <h2>What is unknown</h2>
 *
 * <p>The builder's {@code maxFalseUnknown} is the share of drawings of the model's own classes that
 * may be called {@code UNKNOWN} by mistake, 0.05 unless set. The model carries the quantiles of its
 * {@link org.sketchsdk.infer.KnownScore} over its validation drawings, from which the threshold is
 * taken, so that the setting means the same from one model to the next. It holds for drawings like
 * those; of pictures, and of drawings by other people in another manner, more may be unknown. A
 * model whose metadata has no such entries never says {@code UNKNOWN}, nor does a backend that
 * gives no embeddings: a drawing of something else is then forced onto one of the labels, and may
 * well be {@code RECOGNIZED}.
 *
 * <h2>Classes of your own</h2>
 *
 * <p>{@link org.sketchsdk.infer.CustomClasses} learns new classes from 5 to 50 examples each, in
 * milliseconds, on the embedding of a model that gives it out. They can be saved, and added to the
 * model's own classes.
 *
 * <h2>Pictures</h2>
 *
 * <p>{@code classify(GrayImage)} finds the drawing in a picture first, see {@link
 * org.sketchsdk.render.image}, and gives a {@link org.sketchsdk.infer.PicturePrediction}: besides
 * the prediction, what was found, and remarks such as {@code LOW_CONTRAST} that say why a picture
 * may have been misread.
 *
 * <h2>Long sources</h2>
 *
 * <p>{@code classifyAll(List)} classifies what fits into memory, on the calling thread. For
 * millions, {@code classifyAll(Iterator, Function, int)} takes items of any type and gives a stream
 * of {@link org.sketchsdk.infer.Classified} items with their predictions: in the order of the
 * source, on a given number of threads, in full batches, and with a fixed number of items in memory
 * however slow the taker is. What fails is reported with its place, by a {@link
 * org.sketchsdk.infer.ClassificationException}.
 *
 * <h2>While drawing</h2>
 *
 * <p>A {@link org.sketchsdk.infer.LiveSketch}, from {@code live()}, takes strokes point by point
 * and predicts at any moment; its raster is always, byte for byte, that of the whole drawing. It
 * takes the points as the pen gives them. To thin them first, as the drawings of the training were,
 * gains nothing: of 9,561 raw Quick, Draw! drawings that are not in the test split {@code
 * quickdraw345} gets 7,177 right as they are and 7,152 thinned, of 721 {@code quickdraw25} gets 691
 * and 690 (measured by {@code RawDrawingsDataTest}; all are in the training split, thinned, so the
 * comparison counts, not the level).
 *
 * <h2>What the model saw</h2>
 *
 * <p>Where an answer is a surprise, look at the pixels: {@code whatTheModelSaw} of the classifier,
 * of a {@code PicturePrediction} or of a {@code LiveSketch} returns the raster that the network was
 * given, and {@link org.sketchsdk.render.image.BufferedImages#toPng} makes a PNG file of it.
 * Predictions themselves hold no raster.
 *
 * <h2>Models</h2>
 *
 * <p>A model is one ONNX file. Its graph has the input {@code raster}, uint8 [N, 1, S, S] with N
 * left open, and the output {@code logits}, float [N, number of labels]. It may have the output
 * {@code embedding}, float or uint8 [N, size]: what enters the last layer. Further outputs are left
 * alone. Its {@code metadata_props} hold
 *
 * <table>
 * <caption>Entries of the metadata</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@code sketch.format}</td><td>{@code 1}</td></tr>
 * <tr><td>{@code sketch.name}</td><td>name of the model</td></tr>
 * <tr><td>{@code sketch.network}</td><td>name of the architecture</td></tr>
 * <tr><td>{@code sketch.labels}</td><td>the labels in the order of the logits, each on a line of
 * its own</td></tr>
 * <tr><td>{@code sketch.raster.version}</td><td>{@link
 * org.sketchsdk.render.Rasterizer#VERSION}</td></tr>
 * <tr><td>{@code sketch.raster.sizePx}, {@code sketch.raster.strokeWidthPx}, {@code
 * sketch.raster.marginPx}</td><td>the {@link org.sketchsdk.render.RasterOptions}</td></tr>
 * <tr><td>{@code sketch.temperature}</td><td>temperature of the calibration, 1 for none</td></tr>
 * <tr><td>{@code sketch.minProbability}</td><td>optional: threshold of the verdict {@code
 * RECOGNIZED}</td></tr>
 * <tr><td>{@code sketch.embedding.scale}, {@code sketch.embedding.zeroPoint}</td><td>where the
 * embedding is of bytes: its values are (byte − zero point) · scale</td></tr>
 * <tr><td>{@code sketch.unknown.weights}, {@code sketch.unknown.quantiles}</td><td>optional: the
 * {@link org.sketchsdk.infer.KnownScore}. Its weights as Base64 of little-endian 32-bit floats; its
 * 101 quantiles, each a number, with a space between two</td></tr>
 * <tr><td>{@code sketch.provenance.*}</td><td>optional: seed, samples, hash of the data, accuracy
 * and the like</td></tr>
 * </table>
 *
 * <p>A model that breaks a rule is refused with a {@link org.sketchsdk.infer.ModelFormatException},
 * before any engine sees it. ONNX files have no checksum: give the expected SHA-256 to the builder
 * where damage matters.
 *
 * <h2>Backends</h2>
 *
 * <p>Where the builder names no backend, those at hand are tried by their rank, equal ranks by
 * name, and the first that works is taken; the logger {@code org.sketchsdk.infer} says at level
 * INFO which and why. A backend that is named is the only one tried. The SDK brings
 *
 * <ul>
 *   <li>{@code onnx}, rank 100: ONNX Runtime on the processor, from {@code
 *       com.microsoft.onnxruntime:onnxruntime}; one thread that does not spin. On its first use the
 *       library unpacks its native code (28 MB on Linux) below the folder for temporary files; when
 *       the JVM ends it removes the files and leaves an empty folder. Its process-wide telemetry
 *       switch is turned off. From release 1.29.0 on, its builds for Linux and macOS report usage
 *       over the network before that switch can be reached: stay with the release that the SDK asks
 *       for, or set the environment variable {@code ORT_DISABLE_TELEMETRY=1}.
 *   <li>{@code java}, rank 200: plain Java, nothing native, for where ONNX Runtime does not load.
 *       It runs the models of 8-bit integers that {@code sketch quantize} makes, computes the
 *       integers that their graphs define, and refuses other models. A call runs on the thread that
 *       makes it, whatever the builder's {@code threads}; calls of different threads run side by
 *       side. It is some times slower than ONNX Runtime, and keeps up to 64 workspaces, of some
 *       megabytes each, for as many calls at once.
 *   <li>{@code djl}, rank 300: the engines of the <a href="https://djl.ai">Deep Java Library</a>
 *       that the application brings, on the processor. See below.
 * </ul>
 *
 * <p>From JDK 24 on, loading native code asks for {@code --enable-native-access=ALL-UNNAMED}, or
 * {@code com.microsoft.onnxruntime} on the module path; without it the JVM warns.
 *
 * <h3>The backend djl</h3>
 *
 * <p>It is for applications that use DJL anyway. DJL is an optional dependency, tested with 0.36.0:
 * without it nothing else changes. {@code ai.djl.onnxruntime:onnxruntime-engine} runs every model;
 * it asks for an older ONNX Runtime than the SDK: have the build take the SDK's. Other engines have
 * no import for ONNX: there the SDK computes the models of floats that {@code sketch train} exports
 * by operations on arrays, and refuses those of integers. Tested is PyTorch, from {@code
 * ai.djl.pytorch:pytorch-engine}, {@code pytorch-jni} and {@code pytorch-native-cpu}.
 *
 * <p>If there are several engines, OnnxRuntime is tried first, then PyTorch, then the others by
 * name, until one runs the model; if the system property {@code ai.djl.default_engine} or the
 * environment variable {@code DJL_DEFAULT_ENGINE} names one, that one alone. The logger says at
 * level INFO which runs the model, and why those before it do not. Engines are loaded when a model
 * is opened. What to know of them:
 *
 * <ul>
 *   <li>Before it loads DJL the SDK sets the system properties {@code ai.djl.offline} and {@code
 *       OPT_OUT_TRACKING} to {@code true}, which turns downloads and telemetry off in the whole
 *       process, unless the application has set them or the environment variables {@code
 *       DJL_OFFLINE} and {@code OPT_OUT_TRACKING}. An application that uses DJL before the SDK does
 *       must do so itself. DJL's engine {@code RPC}, which works over the network, is never taken.
 *   <li>DJL creates ONNX Runtime's environment, of which a process has one, and fails where it
 *       exists. So where a process uses both, {@code djl} must be opened before {@code onnx}.
 *   <li>PyTorch has one number of threads in a process. It is that of the first model that is
 *       opened with this backend, unless {@code ai.djl.pytorch.num_threads} is set.
 *   <li>PyTorch's native code (some 400 MB) is unpacked into DJL's cache, {@code ~/.djl.ai} unless
 *       {@code DJL_CACHE_DIR} names another folder. The engine OnnxRuntime loads it too where both
 *       are there, though it needs none of it here: {@code -Dai.djl.onnx.disable_alternative=true}
 *       prevents that.
 *   <li>DJL finds its engines through the context class loader of the thread that first uses it,
 *       and the engine OnnxRuntime starts {@code ldconfig} once on Linux, to look for graphics
 *       cards.
 *   <li>DJL's jars do not say which modules they need: on the module path add {@code --add-modules
 *       org.slf4j}.
 * </ul>
 */
@NullMarked
package org.sketchsdk.infer;

import org.jspecify.annotations.NullMarked;
