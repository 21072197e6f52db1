package org.sketchsdk.core.quickdraw;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The fields of the line that is being read. Null, or false for {@code has…}: not met yet. */
final class RecordBuilder {
  final StrokeBuffer strokes;
  @Nullable String word;
  @Nullable String countryCode;
  @Nullable Instant timestamp;
  @Nullable Boolean recognized;
  boolean hasKeyId;
  long keyId;
  boolean hasDrawing;

  // The last texts, for most lines repeat them: their records then share a string.
  String lastWord = "";
  String lastCountryCode = "";

  RecordBuilder(StrokeBuffer strokes) {
    this.strokes = strokes;
  }

  void clear() {
    word = null;
    countryCode = null;
    timestamp = null;
    recognized = null;
    hasKeyId = false;
    hasDrawing = false;
    strokes.clear();
  }

  void word(String text) {
    word = text;
    lastWord = text;
  }

  void countryCode(String text) {
    countryCode = text;
    lastCountryCode = text;
  }

  void keyId(long key) {
    keyId = key;
    hasKeyId = true;
  }

  QuickDrawRecord build() {
    return new QuickDrawRecord(
        hasKeyId ? OptionalLong.of(keyId) : OptionalLong.empty(),
        Optional.ofNullable(word),
        Optional.ofNullable(countryCode),
        Optional.ofNullable(timestamp),
        Optional.ofNullable(recognized),
        strokes.toDrawing());
  }
}
