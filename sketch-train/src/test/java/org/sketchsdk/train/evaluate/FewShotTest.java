package org.sketchsdk.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sketchsdk.augment.SeededRandom;
import org.sketchsdk.core.quickdraw.NdjsonReader;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;
import org.sketchsdk.infer.CustomClasses;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.Raster;
import org.sketchsdk.render.Rasterizer;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.InkExtractor;
import org.sketchsdk.testing.TestData;
import org.sketchsdk.train.data.LabeledDrawings;
import org.sketchsdk.train.data.LabeledPictures;

/**
 * Measures custom classes, in minutes: only with {@code -Dsketch.fewShot=MODEL}, the name of an
 * embedded model or a file.
 */
class FewShotTest {
  private static final String MODEL = System.getProperty("sketch.fewShot", "");
  private static final int DRAWS = 50;

  @BeforeAll
  static void measureOnlyOnRequest() {
    Assumptions.assumeFalse(MODEL.isEmpty(), "it takes minutes; -Dsketch.fewShot=MODEL runs it");
  }

  private static SketchClassifier classifier() throws IOException {
    SketchClassifier.Builder builder = SketchClassifier.builder().topK(1);
    return (SketchClassifier.embeddedModels().contains(MODEL)
            ? builder.embeddedModel(MODEL)
            : builder.model(Path.of(MODEL)))
        .build();
  }

  /** Mean of some shares, and the 95 % interval of the mean. */
  private static final class Mean {
    private final List<Double> shares = new ArrayList<>();

    void add(int successes, int trials) {
      if (trials > 0) {
        shares.add(100.0 * successes / trials);
      }
    }

    double mean() {
      return shares.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
      double mean = mean();
      double squares = shares.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
      double half = 1.96 * Math.sqrt(squares / (shares.size() - 1) / shares.size());
      return String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", mean, mean - half, mean + half);
    }
  }

  /** Different numbers below a bound, in random order. */
  private static List<Integer> choose(int count, int bound, SeededRandom random) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < bound; i++) {
      all.add(i);
    }
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(bound - i);
      int swapped = all.get(i);
      all.set(i, all.get(other));
      all.set(other, swapped);
    }
    return all;
  }

  private static void report(String format, Object... arguments) {
    System.out.println("few-shot: " + String.format(Locale.ROOT, format, arguments));
  }

  @Test
  void ofPicturesThatNoTrainingHasSeen() throws IOException {
    Path folder = TestData.require("tu-berlin/index.csv").getParent();
    try (SketchClassifier classifier = classifier()) {
      InkExtractor extractor = InkExtractor.create(classifier.info().rasterOptions());
      Map<String, List<Path>> files =
          LabeledPictures.others(
              folder, classifier.info().labels(), LabeledPictures.Reason.NO_CLASS);
      Map<String, List<Raster>> pictures = new TreeMap<>();
      for (Map.Entry<String, List<Path>> category : files.entrySet()) {
        List<Raster> rasters = new ArrayList<>();
        for (Path file : category.getValue()) {
          rasters.add(extractor.extract(BufferedImages.read(file)).raster());
        }
        pictures.put(category.getKey(), rasters);
      }
      List<String> names = List.copyOf(pictures.keySet());
      report(
          "%s, TU-Berlin, %d categories without a Quick, Draw! class, %d draws, never seen",
          classifier.info().name(), names.size(), DRAWS);
      for (int ways : new int[] {1, 3, 5, 20}) {
        for (int shots : new int[] {1, 5}) {
          Mean accuracy = new Mean();
          Mean recognized = new Mean();
          Mean falseUnknown = new Mean();
          Mean falselyRecognized = new Mean();
          Mean falselyAccepted = new Mean();
          for (int draw = 0; draw < DRAWS; draw++) {
            SeededRandom random = SeededRandom.forSample(1, ways + "-way " + shots, draw);
            List<Integer> chosen = choose(ways, names.size(), random);
            CustomClasses.Builder builder = CustomClasses.on(classifier);
            Map<String, List<Raster>> queries = new TreeMap<>();
            for (int c : chosen.subList(0, ways)) {
              List<Raster> own = pictures.get(names.get(c));
              List<Integer> order = choose(own.size(), own.size(), random);
              for (int i = 0; i < own.size(); i++) {
                Raster raster = own.get(order.get(i));
                if (i < shots) {
                  builder.add(names.get(c), raster);
                } else {
                  queries.computeIfAbsent(names.get(c), key -> new ArrayList<>()).add(raster);
                }
              }
            }
            CustomClasses custom = builder.learn();
            Count count = Count.of(custom, queries);
            accuracy.add(count.correct, count.total);
            recognized.add(count.recognized, count.total);
            falseUnknown.add(count.unknown, count.total);
            int sure = 0;
            int accepted = 0;
            int others = 0;
            for (int c : chosen.subList(ways, Math.min(names.size(), ways + 20))) {
              for (Raster raster : pictures.get(names.get(c))) {
                others++;
                Prediction.Verdict verdict = custom.classify(raster).verdict();
                sure += verdict == Prediction.Verdict.RECOGNIZED ? 1 : 0;
                accepted += verdict == Prediction.Verdict.UNKNOWN ? 0 : 1;
              }
            }
            falselyRecognized.add(sure, others);
            falselyAccepted.add(accepted, others);
          }
          report(
              "%2d-way, %d examples: top-1 %s; RECOGNIZED %s, UNKNOWN %s;"
                  + " others RECOGNIZED %s, not UNKNOWN %s",
              ways, shots, accuracy, recognized, falseUnknown, falselyRecognized, falselyAccepted);
          assertThat(accuracy.mean()).isGreaterThanOrEqualTo(Math.min(100, 200.0 / ways));
        }
      }
    }
  }

  /** How custom classes do on queries. */
  private record Count(int correct, int recognized, int unknown, int total) {
    static Count of(CustomClasses custom, Map<String, List<Raster>> queries) {
      int correct = 0;
      int recognized = 0;
      int unknown = 0;
      int total = 0;
      for (Map.Entry<String, List<Raster>> own : queries.entrySet()) {
        for (Raster raster : own.getValue()) {
          Prediction prediction = custom.classify(raster);
          if (prediction.verdict() != Prediction.Verdict.EMPTY) {
            correct += prediction.top().orElseThrow().label().equals(own.getKey()) ? 1 : 0;
            recognized += prediction.verdict() == Prediction.Verdict.RECOGNIZED ? 1 : 0;
            unknown += prediction.verdict() == Prediction.Verdict.UNKNOWN ? 1 : 0;
          }
          total++;
        }
      }
      return new Count(correct, recognized, unknown, total);
    }
  }

  private static List<Raster> drawings(SketchClassifier classifier, Path file, int limit)
      throws IOException {
    Rasterizer rasterizer = Rasterizer.create(classifier.info().rasterOptions());
    List<Raster> rasters = new ArrayList<>();
    try (NdjsonReader reader = NdjsonReader.open(file)) {
      Iterator<QuickDrawRecord> records = reader.records().iterator();
      while (rasters.size() < limit && records.hasNext()) {
        QuickDrawRecord next = records.next();
        if (next.recognized().orElse(true) && !next.drawing().isEmpty()) {
          rasters.add(rasterizer.render(next.drawing()));
        }
      }
    }
    return rasters;
  }

  /**
   * A few own classes alone, as somebody teaches them. Examples come from the training drawings,
   * queries and strange drawings from the test drawings of other classes than the 25.
   */
  @Test
  void ofAFewOwnClasses() throws IOException {
    Path folder = TestData.require("quickdraw/test").getParent();
    List<String> further = further(folder);
    try (SketchClassifier classifier = classifier()) {
      Map<String, List<Raster>> test = new TreeMap<>();
      for (String label : further) {
        Path file = folder.resolve("test").resolve(label + ".ndjson.gz");
        test.put(label, drawings(classifier, file, 20));
      }
      report("%s, a few own classes, %d draws", classifier.info().name(), DRAWS);
      for (int ways : new int[] {1, 2, 3}) {
        for (int shots : new int[] {1, 2, 5}) {
          int[] own = new int[3]; // recognized as their class, UNKNOWN, all
          int[] strange = new int[3]; // RECOGNIZED, UNKNOWN, all
          for (int draw = 0; draw < DRAWS; draw++) {
            SeededRandom random = SeededRandom.forSample(3, ways + " own " + shots, draw);
            List<Integer> chosen = choose(ways + 20, further.size(), random);
            CustomClasses.Builder builder = CustomClasses.on(classifier);
            for (int c : chosen.subList(0, ways)) {
              Path file = folder.resolve("train").resolve(further.get(c) + ".ndjson.gz");
              List<Raster> train = drawings(classifier, file, 100);
              for (int i : choose(shots, train.size(), random).subList(0, shots)) {
                builder.add(further.get(c), train.get(i));
              }
            }
            CustomClasses custom = builder.learn();
            for (int place = 0; place < chosen.size() && place < ways + 20; place++) {
              String label = further.get(chosen.get(place));
              int[] counts = place < ways ? own : strange;
              for (Raster raster : test.get(label).subList(0, place < ways ? 20 : 2)) {
                Prediction prediction = custom.classify(raster);
                Prediction.Verdict verdict = prediction.verdict();
                boolean right =
                    place >= ways || prediction.top().orElseThrow().label().equals(label);
                counts[0] += verdict == Prediction.Verdict.RECOGNIZED && right ? 1 : 0;
                counts[1] += verdict == Prediction.Verdict.UNKNOWN ? 1 : 0;
                counts[2]++;
              }
            }
          }
          report(
              "%d own, %d examples: own RECOGNIZED %.1f %% of %d, UNKNOWN %.1f %%;"
                  + " strange RECOGNIZED %.1f %% of %d, UNKNOWN %.1f %%",
              ways,
              shots,
              100.0 * own[0] / own[2],
              own[2],
              100.0 * own[1] / own[2],
              100.0 * strange[0] / strange[2],
              strange[2],
              100.0 * strange[1] / strange[2]);
          assertThat(own[0] / (double) own[2]).isGreaterThan(strange[0] / (double) strange[2]);
        }
      }
    }
  }

  private static List<String> known() throws IOException {
    List<String> known =
        Files.readAllLines(Path.of("recipes/quickdraw25.txt")).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    assertThat(known).hasSize(25);
    return known;
  }

  private static List<String> further(Path folder) throws IOException {
    List<String> further = new ArrayList<>(LabeledDrawings.labelsIn(folder.resolve("test")));
    further.removeAll(known());
    return further;
  }

  /** Examples from the training drawings, queries from the test drawings. */
  @Test
  void ofFurtherClassesThatPreTrainingHasSeen() throws IOException {
    Path folder = TestData.require("quickdraw/test").getParent();
    int draws = 20;
    int ways = 20;
    int queriesPerClass = 20;
    List<String> known = known();
    List<String> further = further(folder);
    try (SketchClassifier classifier = classifier()) {
      boolean merges =
          classifier.info().labels().equals(known) && classifier.info().knownScore().isPresent();
      report(
          "%s, Quick, Draw!, %d of %d further classes, %d draws, seen in pre-training",
          classifier.info().name(), ways, further.size(), draws);
      Map<String, List<Raster>> knownQueries = new TreeMap<>();
      if (merges) {
        for (String label : known) {
          Path file = folder.resolve("test").resolve(label + ".ndjson.gz");
          knownQueries.put(label, drawings(classifier, file, queriesPerClass));
        }
      }
      for (int shots : new int[] {1, 5, 20, 50}) {
        Mean alone = new Mean();
        Mean mergedOwn = new Mean();
        Mean mergedKnown = new Mean();
        Mean millis = new Mean();
        for (int draw = 0; draw < draws; draw++) {
          SeededRandom random = SeededRandom.forSample(2, "further", draw);
          List<Integer> chosen = choose(ways, further.size(), random);
          CustomClasses.Builder builder = CustomClasses.on(classifier);
          Map<String, List<Raster>> queries = new TreeMap<>();
          for (int c : chosen.subList(0, ways)) {
            String label = further.get(c);
            String name = label + ".ndjson.gz";
            List<Raster> train = drawings(classifier, folder.resolve("train").resolve(name), 200);
            for (int i : choose(shots, train.size(), random).subList(0, shots)) {
              builder.add(label, train.get(i));
            }
            queries.put(
                label, drawings(classifier, folder.resolve("test").resolve(name), queriesPerClass));
          }
          long start = System.nanoTime();
          CustomClasses custom = builder.learn();
          millis.add((int) ((System.nanoTime() - start) / 1_000_000), 100);
          Count count = Count.of(custom, queries);
          alone.add(count.correct, count.total);
          if (merges) {
            CustomClasses merged = custom.withModelClasses();
            Count own = Count.of(merged, queries);
            mergedOwn.add(own.correct, own.total);
            Count model = Count.of(merged, knownQueries);
            mergedKnown.add(model.correct, model.total);
          }
        }
        report(
            "20-way, %2d examples: top-1 %s; learned in %.0f ms%s",
            shots,
            alone,
            millis.mean(),
            merges ? "; with the 25: own classes " + mergedOwn + ", the 25 " + mergedKnown : "");
        assertThat(alone.mean()).isGreaterThan(30);
      }
    }
  }
}
