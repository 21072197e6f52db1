package org.sketchsdk.core.ink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/** What SVG and InkML hold is read back equal. */
class WritersPropertyTest {
  @Provide
  Arbitrary<QuickDrawRecord> records() {
    Arbitrary<Float> coordinate =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-300, 300).map(Integer::floatValue),
            Arbitraries.floats().between(-1e6f, 1e6f));
    Arbitrary<Stroke> stroke =
        Combinators.combine(
                Arbitraries.integers().between(1, 12),
                coordinate.list().ofSize(24),
                Arbitraries.integers().list().ofSize(12),
                Arbitraries.of(true, false))
            .as(
                (size, values, times, timed) -> {
                  float[] x = new float[size];
                  float[] y = new float[size];
                  int[] t = new int[size];
                  for (int i = 0; i < size; i++) {
                    x[i] = values.get(2 * i);
                    y[i] = values.get(2 * i + 1);
                    t[i] = times.get(i);
                  }
                  return timed ? Stroke.of(x, y, t) : Stroke.of(x, y);
                });
    Arbitrary<String> word =
        Arbitraries.strings()
            .withChars("abz <>&\"'\u00e4\u4e16\t\n\r]]>")
            .withCharRange(' ', '\ud7ff')
            .ofMaxLength(12);
    return Combinators.combine(
            stroke.list().ofMaxSize(5),
            word.optional(),
            Arbitraries.longs().optional(),
            Arbitraries.of(true, false).optional(),
            Arbitraries.longs().between(-10_000_000_000L, 100_000_000_000L).optional())
        .as(
            (strokes, name, key, flag, seconds) ->
                new QuickDrawRecord(
                    key.map(OptionalLong::of).orElse(OptionalLong.empty()),
                    name,
                    name.isPresent() ? Optional.of("GB") : Optional.empty(),
                    seconds.map(s -> Instant.ofEpochSecond(s, 123_456_000)),
                    flag,
                    Drawing.of(strokes)));
  }

  private static QuickDrawRecord onlyRecord(String text) {
    List<QuickDrawRecord> records = Drawings.records(text);
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  /** Minus zero and zero are the same place; a closed path says the one it started with. */
  private static QuickDrawRecord normalized(QuickDrawRecord record) {
    List<Stroke> strokes = new ArrayList<>();
    for (Stroke stroke : record.drawing().strokes()) {
      float[] x = new float[stroke.size()];
      float[] y = new float[stroke.size()];
      int[] t = new int[stroke.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = stroke.x(i) + 0f;
        y[i] = stroke.y(i) + 0f;
        t[i] = stroke.hasTime() ? stroke.tMillis(i) : 0;
      }
      strokes.add(stroke.hasTime() ? Stroke.of(x, y, t) : Stroke.of(x, y));
    }
    return record.withDrawing(Drawing.of(strokes));
  }

  @Property(tries = 300)
  void svgIsReadBackEqual(@ForAll("records") QuickDrawRecord record) throws IOException {
    String text = SvgWriter.toText(record);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SvgWriter.write(record, out);

    assertThat(normalized(onlyRecord(text))).isEqualTo(normalized(record));
    assertThat(out.toString(UTF_8)).isEqualTo(text);
  }

  @Property(tries = 300)
  void inkMlIsReadBackEqual(@ForAll("records") QuickDrawRecord record) throws IOException {
    String text = InkMlWriter.toText(record);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InkMlWriter.write(record, out);

    assertThat(normalized(onlyRecord(text))).isEqualTo(normalized(record));
    assertThat(out.toString(UTF_8)).isEqualTo(text);
  }
}
