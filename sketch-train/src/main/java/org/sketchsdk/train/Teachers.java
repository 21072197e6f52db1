package org.sketchsdk.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.model.ModelFormatException;
import org.sketchsdk.infer.model.ModelInfo;
import org.sketchsdk.infer.spi.InferenceBackend;
import org.sketchsdk.train.internal.OnnxBackend;

/**
 * Trained models that teach. They give the probability of each class for the rasters that the
 * network is trained on (knowledge distillation: Hinton, Vinyals and Dean, "Distilling the
 * Knowledge in a Neural Network", 2015; teachers that see the augmented samples: Beyer and others,
 * "Knowledge distillation: A good teacher is patient and consistent", 2022). Thread-safe.
 */
final class Teachers implements AutoCloseable {
  private final List<Teacher> teachers = new ArrayList<>();
  private final int sizePx;
  private final int classes;
  private final boolean mirrored;
  private final LongAdder nanos = new LongAdder();

  /**
   * One model.
   *
   * @param backend runs it
   * @param outputs number of its classes
   * @param columns where it has each of the run's classes
   * @param temperature divides its logits
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Teacher(
      InferenceBackend backend, int outputs, int[] columns, double temperature) {}

  /**
   * Opens the models.
   *
   * @param models the models; none is allowed
   * @param labels the classes of the run; each model must have them all, and may have others
   * @param sizePx side of the run's rasters, which must be the models'
   * @param mirrored whether they look at the mirrored raster too, and the mean counts
   * @throws ModelFormatException if a model lacks a class or takes rasters of another size
   */
  Teachers(List<ModelData> models, List<String> labels, int sizePx, boolean mirrored) {
    this.sizePx = sizePx;
    this.classes = labels.size();
    this.mirrored = mirrored;
    requireFit(models, labels, sizePx);
    for (ModelData model : models) {
      List<String> theirs = model.info().labels();
      teachers.add(
          new Teacher(
              OnnxBackend.open(model),
              theirs.size(),
              labels.stream().mapToInt(theirs::indexOf).toArray(),
              model.info().temperature()));
    }
  }

  /**
   * Checks that models can teach a run, before anything is loaded or written.
   *
   * @throws ModelFormatException if a model lacks a class or takes rasters of another size
   */
  static void requireFit(List<ModelData> models, List<String> labels, int sizePx) {
    for (ModelData model : models) {
      ModelInfo info = model.info();
      InputRenderer.requireSize("teacher", info, sizePx);
      List<String> missing = new ArrayList<>(labels);
      missing.removeAll(info.labels());
      if (!missing.isEmpty()) {
        throw new ModelFormatException(
            ModelFormatException.Reason.LABELS,
            "the teacher does not know " + String.join(", ", missing),
            info.name());
      }
    }
  }

  boolean isEmpty() {
    return teachers.isEmpty();
  }

  /** Returns the time that all threads together have spent in the teachers. */
  long nanos() {
    return nanos.sum();
  }

  /**
   * Computes the probabilities of the classes: the mean over models and views of softmax(logits /
   * temperature), over the classes of the run.
   *
   * @param rasters batch × size × size bytes; not modified
   * @param probabilities receives [batch, classes]
   */
  void answer(byte[] rasters, float[] probabilities) {
    long start = System.nanoTime();
    int batch = probabilities.length / classes;
    Arrays.fill(probabilities, 0);
    byte[] mirror = mirrored ? mirror(rasters) : rasters;
    float share = 1f / (teachers.size() * (mirrored ? 2 : 1));
    for (Teacher teacher : teachers) {
      float[] logits = new float[batch * teacher.outputs()];
      teacher.backend().run(rasters, batch, logits);
      add(teacher, logits, share, probabilities);
      if (mirrored) {
        teacher.backend().run(mirror, batch, logits);
        add(teacher, logits, share, probabilities);
      }
    }
    nanos.add(System.nanoTime() - start);
  }

  private void add(Teacher teacher, float[] logits, float share, float[] probabilities) {
    double[] weights = new double[classes];
    for (int row = 0; row < probabilities.length / classes; row++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        weights[c] = logits[row * teacher.outputs() + teacher.columns()[c]] / teacher.temperature();
        largest = Math.max(largest, weights[c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        weights[c] = StrictMath.exp(weights[c] - largest);
        sum += weights[c];
      }
      for (int c = 0; c < classes; c++) {
        probabilities[row * classes + c] += (float) (share * weights[c] / sum);
      }
    }
  }

  private byte[] mirror(byte[] rasters) {
    byte[] mirrored = new byte[rasters.length];
    for (int row = 0; row < rasters.length; row += sizePx) {
      for (int x = 0; x < sizePx; x++) {
        mirrored[row + x] = rasters[row + sizePx - 1 - x];
      }
    }
    return mirrored;
  }

  @Override
  public void close() {
    teachers.forEach(teacher -> teacher.backend().close());
  }
}
