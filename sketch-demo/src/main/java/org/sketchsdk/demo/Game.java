package org.sketchsdk.demo;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of one visitor. A round starts with a word. Its clock runs when the visitor has read
 * the word. Thread-safe.
 */
final class Game {
  private static final long NOT_STARTED = -1;

  /** A round; each is an object of its own. */
  static final class Round {
    private final String label;
    private long startMillis = NOT_STARTED; // guarded by the game

    private Round(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private final InstantSource clock;
  private final UnaryOperator<List<String>> shuffle;
  private final List<String> words = new ArrayList<>();
  private @Nullable Round round; // null: no round

  Game(InstantSource clock, UnaryOperator<List<String>> shuffle) {
    this.clock = clock;
    this.shuffle = shuffle;
  }

  /** Starts a round with the next word, and ends the one before. No word repeats before the end. */
  synchronized Round deal(List<String> labels) {
    words.retainAll(labels);
    if (words.isEmpty()) {
      words.addAll(shuffle.apply(labels));
    }
    round = new Round(words.remove(0));
    return round;
  }

  /** Starts the clock of the round, if there is a round whose clock stands. */
  synchronized Optional<Round> go() {
    if (round == null || round.startMillis != NOT_STARTED) {
      return Optional.empty();
    }
    round.startMillis = clock.millis();
    return Optional.of(round);
  }

  /** Returns the round whose clock runs. */
  synchronized Optional<Round> running() {
    return Optional.ofNullable(round).filter(each -> each.startMillis != NOT_STARTED);
  }

  /** Ends a round, and returns how long it took; empty if it has ended already. */
  synchronized OptionalLong end(Round ended) {
    if (ended != round) {
      return OptionalLong.empty();
    }
    round = null;
    return OptionalLong.of(clock.millis() - ended.startMillis);
  }

  synchronized void stop() {
    round = null;
  }
}
