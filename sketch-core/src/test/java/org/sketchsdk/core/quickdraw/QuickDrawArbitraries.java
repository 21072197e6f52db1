package org.sketchsdk.core.quickdraw;

import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;

/** Records of all kinds for property tests. */
final class QuickDrawArbitraries extends DomainContextBase {

  @Provide
  Arbitrary<QuickDrawRecord> records() {
    Arbitrary<OptionalLong> keys =
        Arbitraries.longs().injectNull(0.2).map(QuickDrawArbitraries::optional);
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of(
                "cat", "alarm clock", "", "\"\\/\b\n\u0000\u001f", "Kätzchen", "猫\uD83D\uDC31"),
            Arbitraries.strings().ofMaxLength(20));
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(-62_167_219_200_000_000L, 253_402_300_799_999_999L)
            .map(
                micros ->
                    Instant.EPOCH
                        .plusSeconds(Math.floorDiv(micros, 1_000_000L))
                        .plusNanos(1_000 * Math.floorMod(micros, 1_000_000L)));
    return Combinators.combine(
            keys,
            texts.optional(),
            texts.optional(),
            times.optional(),
            Arbitraries.of(true, false).optional(),
            drawings())
        .as(QuickDrawRecord::new);
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Arbitrary<Drawing> drawings() {
    return strokes().list().ofMaxSize(6).map(Drawing::of);
  }

  private static Arbitrary<Stroke> strokes() {
    Arbitrary<Float> coordinates =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.integers().between(0, 255).map(i -> (float) i)),
            net.jqwik.api.Tuple.of(2, Arbitraries.floats().between(0, 2000)),
            net.jqwik.api.Tuple.of(
                1,
                Arbitraries.of(
                    -0f,
                    0x1p24f,
                    0x1p31f,
                    -0x1p31f,
                    Float.MIN_VALUE,
                    -Float.MIN_NORMAL,
                    Float.MAX_VALUE,
                    1e7f,
                    0.001f,
                    0x1.000002p25f)),
            net.jqwik.api.Tuple.of(
                2,
                Arbitraries.integers()
                    .map(Float::intBitsToFloat)
                    .filter(value -> Float.isFinite(value))));
    return Combinators.combine(Arbitraries.integers().between(1, 12), Arbitraries.of(true, false))
        .flatAs(
            (size, timed) ->
                Combinators.combine(
                        coordinates.array(Float[].class).ofSize(2 * size),
                        Arbitraries.integers().array(int[].class).ofSize(size))
                    .as(
                        (values, tMillis) -> {
                          float[] x = new float[size];
                          float[] y = new float[size];
                          for (int i = 0; i < size; i++) {
                            x[i] = values[i];
                            y[i] = values[size + i];
                          }
                          return timed ? Stroke.of(x, y, tMillis) : Stroke.of(x, y);
                        }));
  }
}
