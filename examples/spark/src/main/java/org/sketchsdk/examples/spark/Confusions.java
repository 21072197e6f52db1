package org.sketchsdk.examples.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What words were taken for.
 *
 * @param drawings all that were classified
 * @param malformed records that were not
 * @param verdicts how many drawings got each verdict
 * @param counts how often each word that the model knows got each answer
 */
record Confusions(long drawings, long malformed, Map<String, Long> verdicts, List<Count> counts) {
  private static final int WORST = 10;
  private static final double Z95 = 1.959963984540054; // quantile of the normal distribution

  /** A word, an answer (null for an empty drawing), and how often they met. */
  record Count(String word, String answer, long count) {}

  Confusions {
    verdicts = new TreeMap<>(verdicts);
    counts = List.copyOf(counts);
  }

  long judged() {
    return counts.stream().mapToLong(Count::count).sum();
  }

  long correct() {
    return counts.stream()
        .filter(count -> count.word().equals(count.answer()))
        .mapToLong(Count::count)
        .sum();
  }

  private long total(String word) {
    return counts.stream().filter(count -> count.word().equals(word)).mapToLong(Count::count).sum();
  }

  /** The pairs with the highest share of the word's drawings first. */
  List<Count> worst() {
    Map<String, Long> totals = new TreeMap<>();
    counts.forEach(count -> totals.merge(count.word(), count.count(), Long::sum));
    List<Count> wrong = new ArrayList<>(counts);
    wrong.removeIf(count -> count.answer() == null || count.word().equals(count.answer()));
    wrong.sort(
        Comparator.comparingDouble(
                (Count count) -> -(double) count.count() / totals.get(count.word()))
            .thenComparing(Count::word)
            .thenComparing(Count::answer));
    return wrong.subList(0, Math.min(WORST, wrong.size()));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "drawings %d, malformed records %d\n", drawings, malformed));
    text.append("verdicts ").append(verdicts).append('\n');
    if (judged() > 0) {
      double n = judged();
      double p = correct() / n;
      // Wilson, Journal of the American Statistical Association 22 (1927)
      double center = (p + Z95 * Z95 / (2 * n)) / (1 + Z95 * Z95 / n);
      double half =
          Z95 * Math.sqrt(p * (1 - p) / n + Z95 * Z95 / (4 * n * n)) / (1 + Z95 * Z95 / n);
      text.append(
          String.format(
              Locale.ROOT,
              "accuracy %.2f %% (%d of %d whose word the model knows, 95 %% interval %.2f to %.2f %%)\n",
              100 * p,
              correct(),
              judged(),
              100 * (center - half),
              100 * (center + half)));
      for (Count pair : worst()) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-20s taken for %-20s %6.2f %% (%d of %d)\n",
                pair.word(),
                pair.answer(),
                100.0 * pair.count() / total(pair.word()),
                pair.count(),
                total(pair.word())));
      }
    }
    return text.toString();
  }

  /** All counts, as one JSON object. */
  String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("drawings", drawings);
      json.writeNumberField("malformed", malformed);
      json.writeObjectFieldStart("verdicts");
      for (Map.Entry<String, Long> verdict : verdicts.entrySet()) {
        json.writeNumberField(verdict.getKey(), verdict.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("judged", judged());
      json.writeNumberField("correct", correct());
      json.writeArrayFieldStart("confusions");
      for (Count count : counts) {
        json.writeStartObject();
        json.writeStringField("word", count.word());
        json.writeStringField("answer", count.answer());
        json.writeNumberField("count", count.count());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }
}
