package org.sketchsdk.infer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.LimitException;
import org.sketchsdk.core.StrayMarks;
import org.sketchsdk.render.LiveDrawing;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.RasterOptions;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.image.InkExtraction;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.render.image.Picture;

/**
 * Classifies drawings: {@link SketchClassifier} with the classes of a model, {@link CustomClasses}
 * with classes of your own.
 *
 * <p>Applications that depend on this interface can be tested without a model. A fake needs four
 * methods; the others have defaults that call them:
 *
 * <pre>{@code
 * class AlwaysCat implements Classifier {
 *   private static final Prediction CAT =
 *       Prediction.of(
 *           Prediction.Verdict.RECOGNIZED, List.of(new Prediction.Candidate("cat", 1)));
 *
 *   @Override
 *   public List<String> labels() {
 *     return List.of("cat");
 *   }
 *
 *   @Override
 *   public RasterOptions rasterOptions() {
 *     return RasterOptions.defaults();
 *   }
 *
 *   @Override
 *   public Prediction classify(Drawing drawing) {
 *     return CAT;
 *   }
 *
 *   @Override
 *   public Prediction classify(Raster raster) {
 *     return CAT;
 *   }
 * }
 * }</pre>
 *
 * <p>The SDK's classifiers are thread-safe, and they refuse every call with an {@link
 * IllegalStateException} after they are closed. Their methods throw {@link
 * org.sketchsdk.infer.spi.BackendException} if the engine fails.
 */
public interface Classifier {
  /**
   * Returns the classes that the classifier tells apart.
   *
   * @return the labels, without duplicates; unmodifiable
   */
  List<String> labels();

  /**
   * Returns how drawings are rendered before they are classified.
   *
   * @return the size of the raster, the width of the pen and the margin
   */
  RasterOptions rasterOptions();

  /**
   * Renders a drawing and classifies it.
   *
   * @param drawing any drawing; an empty one is {@link Prediction.Verdict#EMPTY}
   * @return the prediction over {@link #labels()}
   */
  Prediction classify(Drawing drawing);

  /**
   * Classifies a raster.
   *
   * @param raster a raster of the size in {@link #rasterOptions()}, best made by a {@link
   *     Rasterizer} with these options; one without ink is {@link Prediction.Verdict#EMPTY}
   * @return the prediction over {@link #labels()}
   * @throws IllegalArgumentException if the raster has another size
   */
  Prediction classify(Raster raster);

  /**
   * Finds the drawing in a picture and classifies it.
   *
   * @param image any picture of a drawing, such as the pixels of a canvas, a scan or a photo of a
   *     sheet on a table; see {@link org.sketchsdk.render.image}. Of several drawings, the largest
   *     is read, with the remark {@link org.sketchsdk.render.image.Diagnostic#SEVERAL}. A picture
   *     without a drawing is {@link Prediction.Verdict#EMPTY}
   * @return the prediction over {@link #labels()}, the drawing that was found, and remarks on the
   *     picture
   */
  default PicturePrediction classify(Picture image) {
    return PicturePrediction.of(this, InkExtractor.create(rasterOptions()).extract(image));
  }

  /**
   * Finds all drawings in a picture, such as a sheet with several, and classifies each.
   *
   * @param image any picture
   * @return the predictions: of the largest drawing first, then of the others from top to bottom;
   *     {@link InkExtraction#bounds()} says where each one lies. One that is {@link
   *     Prediction.Verdict#EMPTY} where the picture has no drawing; unmodifiable
   */
  default List<PicturePrediction> classifySheet(Picture image) {
    List<PicturePrediction> predictions = new ArrayList<>();
    for (InkExtraction extraction : InkExtractor.create(rasterOptions()).extractAll(image)) {
      predictions.add(PicturePrediction.of(this, extraction));
    }
    return List.copyOf(predictions);
  }

  /**
   * Classifies drawings in batches, on the calling thread.
   *
   * @param drawings any drawings; not modified
   * @return the predictions in the order of the drawings; unmodifiable
   * @throws NullPointerException if a drawing is null; the message names its position
   */
  default List<Prediction> classifyAll(List<Drawing> drawings) {
    List<Prediction> predictions = new ArrayList<>();
    for (Drawing drawing : Items.copyOf(drawings, "drawings")) {
      predictions.add(classify(drawing));
    }
    return List.copyOf(predictions);
  }

  /**
   * Classifies pictures one after the other, on the calling thread.
   *
   * @param images any pictures of one drawing each; not modified
   * @return the predictions in the order of the pictures; unmodifiable
   * @throws NullPointerException if a picture is null; the message names its position
   */
  default List<PicturePrediction> classifyPictures(List<Picture> images) {
    List<PicturePrediction> predictions = new ArrayList<>();
    for (Picture image : Items.copyOf(images, "images")) {
      predictions.add(classify(image));
    }
    return List.copyOf(predictions);
  }

  /**
   * Classifies any number of items in batches, on threads of its own, in constant memory.
   *
   * <pre>{@code
   * BatchOptions options = BatchOptions.builder().threads(4).build();
   * try (NdjsonReader reader = NdjsonReader.open(file);
   *     Stream<Classified<QuickDrawRecord>> results =
   *         classifier.classifyAll(
   *             reader.records().iterator(), QuickDrawRecord::drawing, options)) {
   *   results
   *       .filter(result -> !result.failed())
   *       .forEach(result -> System.out.println(result.item().word() + " " + result.prediction()));
   * }
   * }</pre>
   *
   * <p><b>Order and speed.</b> The results have the order of the source, whatever the number of
   * threads. They are equal to those of {@link #classify(Drawing)}, up to the rounding of
   * floating-point sums. The thread that takes the results reads the source, and only as fast as
   * the results are taken: at most 96 items per thread are read and not yet taken. A result may
   * wait until so many are read, so do not use this method to answer a user.
   *
   * <p><b>Failures.</b> If {@code drawing} throws an exception or returns null for an item, or the
   * engine fails on it, the item's result has the {@linkplain Classified#error() error}, and the
   * stream goes on. With {@link BatchOptions#stopAtFirstError()} the stream throws that error after
   * the results before it. If the source itself fails, or the classifier is closed, the stream
   * throws a {@link ClassificationException} with the position and the cause, after the results
   * before it. If the thread that takes the results is interrupted, it gets a {@link
   * java.util.concurrent.CancellationException} and stays interrupted. An {@link Error} is thrown
   * as it is.
   *
   * <p><b>Threads.</b> The threads start with the first result. They have ended when the stream is
   * at its end, has thrown an exception, or is closed, by any thread. Closing early waits for the
   * batches at work and drops the others. Close a stream that you may not read to its end. A
   * parallel stream gains nothing.
   *
   * @param <T> type of the items
   * @param source the items; not closed
   * @param drawing gives an item's drawing; called once per item, on the thread that takes the
   *     results
   * @param options the number of threads, and what an error does
   * @return each item with its result; close it, or read it to the end
   */
  default <T> Stream<Classified<T>> classifyAll(
      Iterator<? extends T> source, Function<? super T, Drawing> drawing, BatchOptions options) {
    return ClassificationPipeline.ofDrawings(this, source, drawing, options);
  }

  /**
   * Classifies any number of pictures on threads of its own, in constant memory. Like {@link
   * #classifyAll(Iterator, Function, BatchOptions)}, with these differences: {@code image} is
   * called on the threads that classify, so that pictures are decoded in parallel and at most one
   * per thread is in memory; and at most 3 items per thread are read and not yet taken.
   *
   * <pre>{@code
   * try (Stream<Classified<Path>> results =
   *     classifier.classifyPictures(
   *         files.iterator(),
   *         path -> {
   *           try {
   *             return BufferedImages.read(path);
   *           } catch (IOException e) {
   *             throw new UncheckedIOException(e);
   *           }
   *         },
   *         BatchOptions.defaults())) {
   *   for (Classified<Path> result : (Iterable<Classified<Path>>) results::iterator) {
   *     String answer =
   *         result.error().isPresent()
   *             ? result.error().get().getMessage()
   *             : result.prediction().toString();
   *     System.out.println(result.item() + ": " + answer);
   *   }
   * }
   * }</pre>
   *
   * @param <T> type of the items
   * @param source the items, such as paths; not closed
   * @param image gives an item's picture; called once per item, on several threads at the same time
   * @param options the number of threads, and what an error does
   * @return each item with its result; close it, or read it to the end
   */
  default <T> Stream<Classified<T>> classifyPictures(
      Iterator<? extends T> source, Function<? super T, Picture> image, BatchOptions options) {
    return ClassificationPipeline.ofPictures(this, source, image, options);
  }

  /**
   * Tells whether a drawing passes for what it should show, for games. The same as {@code
   * classify(drawing).matches(label, minProbability)}: to ask for several labels, keep the
   * prediction.
   *
   * @param drawing any drawing; an empty one matches nothing
   * @param label one of {@link #labels()}
   * @param minProbability the probability from which on the drawing passes, 0 to 1
   * @return whether the label's probability reaches {@code minProbability}, and the drawing is not
   *     {@link Prediction.Verdict#UNKNOWN}
   * @throws IllegalArgumentException if there is no such label, or the probability is out of its
   *     range
   */
  default boolean matches(Drawing drawing, String label, double minProbability) {
    return classify(drawing).matches(label, minProbability);
  }

  /**
   * Starts a drawing that is classified while it is drawn, of at most {@value
   * LiveDrawing#MAX_POINTS} points.
   *
   * @return an empty drawing
   */
  default LiveSketch live() {
    return live(LiveDrawing.MAX_POINTS);
  }

  /**
   * Starts a drawing that is classified while it is drawn.
   *
   * @param maxPoints the most points that it may have, at least 1; more are refused with a {@link
   *     LimitException}. Choose a small limit on a server that anybody may use
   * @return an empty drawing
   * @throws IllegalArgumentException if {@code maxPoints} is less than 1
   */
  default LiveSketch live(int maxPoints) {
    int sizePx = rasterOptions().sizePx();
    return new LiveSketch(
        labels(),
        pixels -> classify(Raster.of(sizePx, sizePx, pixels)),
        Rasterizer.create(rasterOptions()),
        StrayMarks::find,
        maxPoints);
  }
}
