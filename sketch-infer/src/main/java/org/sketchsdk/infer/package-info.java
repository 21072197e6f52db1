/**
 * Classifies drawings. The entry point is {@link org.sketchsdk.infer.SketchClassifier}.
 *
 * <h2>Predictions</h2>
 *
 * <p>A {@link org.sketchsdk.infer.Prediction} has the most probable labels and a verdict: {@code
 * EMPTY} if there is no ink, {@code UNKNOWN} if the drawing looks like none of the model's classes,
 * otherwise {@code RECOGNISED} if the first candidate's probability reaches a threshold, or {@code
 * UNCERTAIN}. That threshold is the builder's {@code minProbability}, or else the model's, or else
 * 0.5. Probabilities are softmax(logits / temperature) over the model's labels. {@code
 * matches(drawing, label, minProbability)} asks for one label, for games.
 *
 * <h2>What is unknown</h2>
 *
 * <p>The builder's {@code maxFalseUnknown} is the share of drawings of the model's own classes that
 * may be called {@code UNKNOWN} by mistake, 0.05 unless set. The model carries the quantiles of its
 * {@link org.sketchsdk.infer.model.KnownScore} over its validation drawings, from which the
 * threshold is taken, so that the setting means the same from one model to the next. It holds for
 * drawings like those; of pictures, and of drawings by other people in another manner, more may be
 * unknown. A model whose metadata has no such entries never says {@code UNKNOWN}, nor does a
 * backend that gives no embeddings: a drawing of something else is then forced onto one of the
 * labels, and may well be {@code RECOGNISED}.
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
 * <h2>Models and backends</h2>
 *
 * <p>{@link org.sketchsdk.infer.model} describes the file of a model. {@link
 * org.sketchsdk.infer.spi} describes the backends that run models, and how one is chosen.
 */
@NullMarked
package org.sketchsdk.infer;

import org.jspecify.annotations.NullMarked;
