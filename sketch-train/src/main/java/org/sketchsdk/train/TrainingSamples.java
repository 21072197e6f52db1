package org.sketchsdk.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.train.data.DataSetException;
import org.sketchsdk.train.data.LabeledDrawings;

/**
 * The drawings that samples are made of: those of the classes, and for outlier exposure those of
 * other classes as one more group.
 *
 * @param known drawings of the classes
 * @param others drawings of other classes, for outlier exposure
 * @param times how often a block of samples holds each class, then the group of others if there is
 *     one
 */
record TrainingSamples(
    LabeledDrawings known, Optional<LabeledDrawings> others, List<Integer> times) {
  // So that no class of the others dominates: the smallest have 240 drawings.
  private static final int OTHERS_PER_CLASS = 240;

  /**
   * Loads the drawings.
   *
   * @param options the share of other classes, and the limit on drawings per class
   * @param folder the folder of the training drawings
   * @param labels the classes
   * @throws DataSetException if drawings of other classes are asked for and there are none
   */
  static TrainingSamples load(TrainingOptions options, Path folder, List<String> labels)
      throws IOException {
    List<Integer> times = new ArrayList<>(options.times(labels));
    Optional<LabeledDrawings> others = Optional.empty();
    double share = options.outliers();
    if (share > 0) {
      List<String> otherLabels = new ArrayList<>(LabeledDrawings.labelsIn(folder));
      otherLabels.removeAll(labels);
      if (otherLabels.isEmpty()) {
        throw new DataSetException(
            "outliers are drawings of other classes, but there are only the "
                + labels.size()
                + " classes of the run",
            folder.toString());
      }
      int slots = times.stream().mapToInt(Integer::intValue).sum();
      times.add((int) Math.max(1, Math.round(share / (1 - share) * slots)));
      others = Optional.of(LabeledDrawings.load(folder, otherLabels).atMost(OTHERS_PER_CLASS));
    }
    LabeledDrawings known = LabeledDrawings.load(folder, labels).atMost(options.maxDrawings());
    return new TrainingSamples(known, others, List.copyOf(times));
  }

  int classes() {
    return known.labels().size();
  }

  /** Returns the drawings of each class, then all others as one group if there are any. */
  List<List<Drawing>> drawings() {
    List<List<Drawing>> groups = new ArrayList<>(known.drawings());
    others.ifPresent(
        labeled -> groups.add(labeled.drawings().stream().flatMap(List::stream).toList()));
    return groups;
  }

  /** Returns the name of a group of {@link #drawings()}. */
  String name(int group) {
    return group < classes() ? known.labels().get(group) : "(others)";
  }

  /** Returns the hash of all files, for the fingerprint of a run. */
  String sha256() {
    return known.sha256() + others.map(labeled -> ", outliers " + labeled.sha256()).orElse("");
  }
}
