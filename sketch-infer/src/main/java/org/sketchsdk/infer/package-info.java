/**
 * Classifies drawings: the manual of sketch-infer.
 *
 * <h2>Classify a drawing</h2>
 *
 * <p>Load a {@link org.sketchsdk.infer.SketchClassifier} once, share it between all threads, and
 * close it at the end. Loading takes some tenths of a second, a call less than a millisecond with
 * ONNX Runtime.
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
 * reaches {@code minProbability} and leads by {@code minMargin}, or {@code UNCERTAIN}. Both are
 * settings of the builder. Without them, the model's own {@code minProbability} counts, or else
 * 0.5, and {@code minMargin} is 0.2. Probabilities are softmax(logits / temperature) over all
 * labels. They are calibrated: of the answers with a probability of 80 %, about 80 % are right.
 *
 * <h2>Ask about one label, for games</h2>
 *
 * <p>A {@link org.sketchsdk.infer.Prediction} answers questions about every label, not only about
 * the candidates. No question runs the network again.
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
 * <p>{@code classify(Picture)} finds the drawing in a picture first, see {@link
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
 * <!-- run -->
 *
 * <pre>{@code
 * try (SketchClassifier strict = SketchClassifier.builder().maxFalseUnknown(0.15).build()) {
 *   Drawing squiggle = Drawing.of(Stroke.ofPoints(0, 0, 9, 1, 3, 8, 7, 2));
 *   System.out.println(strict.classify(squiggle).verdict());
 * }
 * }</pre>
 *
 * <p>The model file has the quantiles of a {@link org.sketchsdk.infer.model.KnownScore} over its
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
 * java.lang.UnsupportedOperationException}; {@link org.sketchsdk.infer.SketchClassifier#embeds()}
 * tells before.
 *
 * <h2>What the model saw</h2>
 *
 * <p>If an answer surprises you, look at the pixels. {@code whatTheModelSaw} of the classifier, of
 * a {@code PicturePrediction} or of a {@code LiveSketch} returns the raster that the network is
 * given, and {@link org.sketchsdk.render.awt.BufferedImages#toPng} makes a PNG file of it.
 *
 * <h2>Errors</h2>
 *
 * <p>Bad data, a limit and a failing engine have exceptions of their own, all below {@link
 * org.sketchsdk.core.SketchException}: {@link org.sketchsdk.infer.model.ModelFormatException} for a
 * model or a file of custom classes, {@link org.sketchsdk.infer.ExampleException} for an example
 * without ink, {@link org.sketchsdk.infer.ClassificationException} for an item of a long source,
 * {@link org.sketchsdk.core.LimitException} for a limit that is reached, {@link
 * org.sketchsdk.infer.spi.BackendException} for the engine. {@link IllegalArgumentException} and
 * {@link IllegalStateException} mean a mistake in the program, such as a label that the model does
 * not have or a call after {@code close}.
 *
 * <h2>Models and backends</h2>
 *
 * <p>{@link org.sketchsdk.infer.model} describes the file of a model. {@link
 * org.sketchsdk.infer.spi} describes the backends that run models, and how one is chosen.
 */
@NullMarked
package org.sketchsdk.infer;

import org.jspecify.annotations.NullMarked;
