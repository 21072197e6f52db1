package org.sketchsdk.core.quickdraw;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.sketchsdk.core.Drawing;

/**
 * One drawing of a Quick, Draw! file and its fields. Every field except the drawing may be missing
 * in a file; it is empty then.
 *
 * <p>Immutable, thread-safe and equal by value.
 *
 * @param keyId the drawing's key, an <em>unsigned</em> 64-bit number: see {@link #keyIdText()}
 * @param word what the player was asked to draw, such as {@code alarm clock}
 * @param countryCode where the player was, usually two capital letters of ISO 3166-1
 * @param timestamp when the drawing was made; files have up to six fraction digits of a second
 * @param recognized whether the game guessed the word
 * @param drawing the strokes; may be empty
 */
public record QuickDrawRecord(
    OptionalLong keyId,
    Optional<String> word,
    Optional<String> countryCode,
    Optional<Instant> timestamp,
    Optional<Boolean> recognized,
    Drawing drawing) {

  /**
   * Checks that nothing is null.
   *
   * @throws NullPointerException if a component is null
   */
  public QuickDrawRecord {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(word, "word");
    Objects.requireNonNull(countryCode, "countryCode");
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(recognized, "recognized");
    Objects.requireNonNull(drawing, "drawing");
  }

  /**
   * Creates a record with a drawing only.
   *
   * @param drawing the strokes
   * @return a record whose other fields are empty
   */
  public static QuickDrawRecord of(Drawing drawing) {
    return new QuickDrawRecord(
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        drawing);
  }

  /**
   * Creates a record with a word and a drawing.
   *
   * @param word what is drawn
   * @param drawing the strokes
   * @return a record whose other fields are empty
   */
  public static QuickDrawRecord of(String word, Drawing drawing) {
    return new QuickDrawRecord(
        OptionalLong.empty(),
        Optional.of(word),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        drawing);
  }

  /**
   * Returns the key as decimal digits, as in the files.
   *
   * @return {@link #keyId()} read as an unsigned number, or empty
   */
  public Optional<String> keyIdText() {
    return keyId.isPresent()
        ? Optional.of(Long.toUnsignedString(keyId.getAsLong()))
        : Optional.empty();
  }

  /**
   * Returns this record with another drawing.
   *
   * @param drawing the strokes
   * @return the changed record
   */
  public QuickDrawRecord withDrawing(Drawing drawing) {
    return new QuickDrawRecord(keyId, word, countryCode, timestamp, recognized, drawing);
  }
}
