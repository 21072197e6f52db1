package org.sketchsdk.core.ink;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/** What a record says besides its drawing, as texts that SVG and InkML can hold. */
final class Metadata {
  private static final String WORD = "word";
  private static final String COUNTRY = "countrycode";
  private static final String TIMESTAMP = "timestamp";
  private static final String RECOGNIZED = "recognized";
  private static final String KEY = "key-id";

  private final Function<String, @Nullable String> texts;

  private Metadata(Function<String, @Nullable String> texts) {
    this.texts = texts;
  }

  /** Creates metadata from a function that returns the text of a key, or null. */
  static Metadata of(Function<String, @Nullable String> texts) {
    return new Metadata(texts);
  }

  /** Returns a record; a text that cannot be read counts as missing. */
  QuickDrawRecord toRecord(Drawing drawing) {
    return new QuickDrawRecord(
        key(texts.apply(KEY)),
        Optional.ofNullable(texts.apply(WORD)),
        Optional.ofNullable(texts.apply(COUNTRY)),
        timestamp(texts.apply(TIMESTAMP)),
        recognized(texts.apply(RECOGNIZED)),
        drawing);
  }

  private static OptionalLong key(@Nullable String text) {
    try {
      return text == null
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseUnsignedLong(text.trim()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static Optional<Instant> timestamp(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text.trim()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> recognized(@Nullable String text) {
    return "true".equals(text) || "false".equals(text)
        ? Optional.of(Boolean.valueOf(text))
        : Optional.empty();
  }

  /** Returns the texts of a record, in the order in which they are written. */
  static Map<String, String> texts(QuickDrawRecord record) {
    Map<String, String> texts = new LinkedHashMap<>();
    record.word().ifPresent(word -> texts.put(WORD, word));
    record.countryCode().ifPresent(country -> texts.put(COUNTRY, country));
    record.timestamp().ifPresent(timestamp -> texts.put(TIMESTAMP, timestamp.toString()));
    record.recognized().ifPresent(flag -> texts.put(RECOGNIZED, flag.toString()));
    record.keyIdText().ifPresent(key -> texts.put(KEY, key));
    return texts;
  }
}
