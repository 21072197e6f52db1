/**
 * Classifies drawings: the manual of sketch-infer.
 *
 * <h2>Classify a drawing</h2>
 *
 * <p>Load a {@link org.sketchsdk.infer.SketchClassifier} once, share it between all threads, and
 * close it at the end. Loading takes some tenths of a second, a call less than a millisecond with
 * ONNX Runtime.
 *
 * <!-- run -->
 *
 * <pre>{@code
 * Drawing drawing =
 *     Drawing.of(
 *         Stroke.ofPoints(20, 50, 20, 100, 80, 100, 80, 50, 20, 50),
 *         Stroke.ofPoints(20, 50, 50, 10, 80, 50),
 *         Stroke.ofPoints(45, 100, 45, 72, 58, 72, 58, 100));
 * try (SketchClassifier classifier = SketchClassifier.load()) {
 *   Prediction prediction = classifier.classify(drawing);
 *   switch (prediction.verdict()) {
 *     case RECOGNIZED -> System.out.println(prediction.top().get().label());
 *     case UNCERTAIN -> System.out.println("perhaps one of " + prediction.candidates());
 *     case UNKNOWN -> System.out.println("none of the classes");
 *     case EMPTY -> System.out.println("nothing is drawn");
 *   }
 * }
 * }</pre>
 *
 * <p>The verdict is {@code EMPTY} if there is no ink, and {@code UNKNOWN} if the drawing looks like
 * none of the classes. Otherwise it is {@code RECOGNIZED} if the first candidate's probability
 * reaches {@code minProbability}, or {@code UNCERTAIN}. {@code minProbability} is a setting of the
 * builder; without it the model's own value counts, or else 0.5. Probabilities are softmax(logits /
 * temperature) over all labels. They are calibrated: of the answers with a probability of 80 %,
 * about 80 % are right.
 *
 * <h2>Ask about one label, for games</h2>
 *
 * <p>A {@link org.sketchsdk.infer.Prediction} answers questions about every label, not only about
 * the candidates. No question runs the network again.
 *
 * <!-- run -->
 *
 * <pre>{@code
 * Drawing drawing = Drawing.of(Stroke.ofPoints(20, 80, 50, 20, 80, 80, 20, 80));
 * try (SketchClassifier classifier = SketchClassifier.load("quickdraw345")) {
 *   Prediction prediction = classifier.classify(drawing);
 *   System.out.println(prediction.probability("triangle"));
 *   System.out.println(prediction.rank("triangle").getAsInt() <= 3);
 *   System.out.println(prediction.matches("triangle", 0.6));
 * }
 * }</pre>
 *
 * <h2>While somebody draws</h2>
 *
 * <p>A {@link org.sketchsdk.infer.LiveSketch} takes points as the pen gives them, and predicts at
 * any time. It is thread-safe: one thread may draw while another asks.
 *
 * <!-- run -->
 *
 * <pre>{@code
 * try (SketchClassifier classifier = SketchClassifier.load()) {
 *   LiveSketch live = classifier.live();
 *   live.beginStroke(10, 10);
 *   live.lineTo(90, 20);
 *   System.out.println(live.prediction());          // of the unfinished stroke
 *   live.lineTo(50, 80);
 *   live.endStroke();
 *   live.add(Stroke.ofPoints(30, 30, 40, 50));      // a whole stroke
 *   live.undo();
 *   live.redo();
 *   live.remove(0);                                 // an eraser
 *   System.out.println(live.matches("house", 0.6)); // shares the inference with prediction()
 *   live.clear();
 * }
 * }</pre>
 *
 * <p>There is no need to thin the points first, as the drawings of the training were. Of 9,561 raw
 * Quick, Draw! drawings that are not in the test split, {@code quickdraw345} gets 7,177 right as
 * they are and 7,152 thinned; of 721, {@code quickdraw25} gets 691 and 690 (measured by {@code
 * RawDrawingsDataTest}; the drawings are in the training split, thinned, so only the comparison
 * counts).
 *
 * <h2>Pictures</h2>
 *
 * <p>{@code classify(GrayImage)} finds the drawing in a picture first, see {@link
 * org.sketchsdk.render.image}. The result is a {@link org.sketchsdk.infer.PicturePrediction}: the
 * prediction, the drawing that was found, and remarks such as {@code LOW_CONTRAST} that say why a
 * picture may have been misread.
 *
 * <pre>{@code
 * PicturePrediction found = classifier.classify(BufferedImages.read(file));
 * System.out.println(found.prediction() + " " + found.diagnostics());
 * Files.write(Path.of("seen.png"), BufferedImages.toPng(found.whatTheModelSaw()));
 * }</pre>
 *
 * <h2>Many drawings</h2>
 *
 * <p>{@code classifyAll(List)} classifies what fits into memory, in batches on the calling thread.
 * For millions there is a stream, see {@link org.sketchsdk.infer.Classifier#classifyAll(
 * java.util.Iterator, java.util.function.Function, org.sketchsdk.infer.BatchOptions)}: in the order
 * of the source, on several threads, and with a fixed number of items in memory. An item that
 * cannot be read or classified has an error as its result, and the stream goes on. {@code
 * classifyPictures} does the same for pictures.
 *
 * <pre>{@code
 * try (NdjsonReader reader = NdjsonReader.open(file);
 *     Stream<Classified<QuickDrawRecord>> results =
 *         classifier.classifyAll(
 *             reader.records().iterator(),
 *             QuickDrawRecord::drawing,
 *             BatchOptions.defaults())) {
 *   System.out.println(results.filter(result -> result.prediction().matches("cat", 0.5)).count());
 * }
 * }</pre>
 *
 * <h2>Drawings of something else</h2>
 *
 * <p>{@code maxFalseUnknown = 0.05}: at most 5 % of drawings that belong to a class are wrongly
 * reported as {@code UNKNOWN}. Raise it to reject more.
 *
 * <!-- run -->
 *
 * <pre>{@code
 * try (SketchClassifier strict = SketchClassifier.builder().maxFalseUnknown(0.15).build()) {
 *   Drawing squiggle = Drawing.of(Stroke.ofPoints(0, 0, 9, 1, 3, 8, 7, 2));
 *   System.out.println(strict.classify(squiggle).verdict());
 * }
 * }</pre>
 *
 * <p>The model file has the quantiles of a {@link org.sketchsdk.infer.KnownScore} over its
 * validation drawings, and the setting picks one of them. So it means the same for every model. It
 * holds for drawings like those; of pictures, and of drawings by people with another style, more
 * may be {@code UNKNOWN}. A model without these entries never says {@code UNKNOWN}, nor does a
 * backend that gives no embedding: a drawing of something else then gets one of the labels, and may
 * well be {@code RECOGNIZED}.
 *
 * <h2>Classes of your own</h2>
 *
 * <p>{@link org.sketchsdk.infer.CustomClasses} learns new classes from 5 to 50 examples per class,
 * in milliseconds. They can be saved with their examples, loaded, extended and reduced, and used
 * together with the classes of the model. Both kinds of classes are a {@link
 * org.sketchsdk.infer.Classifier}.
 *
 * <!-- run -->
 *
 * <pre>{@code
 * Drawing box = Drawing.of(Stroke.ofPoints(0, 0, 90, 0, 90, 90, 0, 90, 0, 0));
 * Drawing wave = Drawing.of(Stroke.ofPoints(0, 0, 90, 30, 0, 60, 90, 90));
 * try (SketchClassifier classifier = SketchClassifier.load("quickdraw345")) {
 *   Classifier own = CustomClasses.on(classifier).add("box", box).add("wave", wave).learn();
 *   System.out.println(own.classify(wave).top());
 * }
 * }</pre>
 *
 * <h2>Find similar drawings</h2>
 *
 * <p>{@code embed} returns the embedding of a drawing: 256 numbers for the embedded models, a
 * vector of length 1. The similarity of two drawings is the sum of the products of their numbers.
 * This finds the nearest of 1,000 drawings:
 *
 * <!-- run -->
 *
 * <pre>{@code
 * Random random = new Random(1);
 * List<Drawing> drawings = new ArrayList<>();
 * for (int i = 0; i < 1_000; i++) {
 *   Drawing.Builder builder = Drawing.builder().moveTo(random.nextInt(256), random.nextInt(256));
 *   for (int point = 0; point < 6; point++) {
 *     builder.lineTo(random.nextInt(256), random.nextInt(256));
 *   }
 *   drawings.add(builder.build());
 * }
 * try (SketchClassifier classifier = SketchClassifier.load()) {
 *   List<float[]> embeddings = classifier.embedAll(drawings);
 *   float[] wanted = classifier.embed(drawings.get(123));
 *   int nearest = 0;
 *   double best = -1;
 *   for (int i = 0; i < embeddings.size(); i++) {
 *     double similarity = 0;
 *     for (int k = 0; k < wanted.length; k++) {
 *       similarity += wanted[k] * embeddings.get(i)[k];
 *     }
 *     if (similarity > best) {
 *       best = similarity;
 *       nearest = i;
 *     }
 *   }
 *   if (nearest != 123) {
 *     throw new AssertionError(nearest);
 *   }
 * }
 * }</pre>
 *
 * <p>For duplicates, look for pairs with a similarity near 1. For clusters, give the embeddings to
 * any method that works with distances. Embeddings of two models cannot be compared. A model
 * without the output {@code embedding}, or a backend that does not give it, throws {@link
 * java.lang.UnsupportedOperationException}; {@link
 * org.sketchsdk.infer.SketchClassifier#embeds()} tells before.
 *
 * <h2>What the model saw</h2>
 *
 * <p>If an answer surprises you, look at the pixels. {@code whatTheModelSaw} of the classifier, of
 * a {@code PicturePrediction} or of a {@code LiveSketch} returns the raster that the network is
 * given, and {@link org.sketchsdk.render.image.BufferedImages#toPng} makes a PNG file of it.
 *
 * <h2>Errors</h2>
 *
 * <p>Bad data, a limit and a failing engine have exceptions of their own, all below {@link
 * org.sketchsdk.core.SketchException}: {@link org.sketchsdk.infer.ModelFormatException} for a model
 * or a file of custom classes, {@link org.sketchsdk.infer.ExampleException} for an example without
 * ink, {@link org.sketchsdk.infer.ClassificationException} for an item of a long source, {@link
 * org.sketchsdk.core.LimitException} for a limit that is reached, {@link
 * org.sketchsdk.infer.spi.BackendException} for the engine. {@link IllegalArgumentException} and
 * {@link IllegalStateException} mean a mistake in the program, such as a label that the model does
 * not have or a call after {@code close}.
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
