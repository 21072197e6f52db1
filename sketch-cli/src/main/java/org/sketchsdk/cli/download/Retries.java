package org.sketchsdk.cli.download;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.sketchsdk.cli.console.FailureException;

/**
 * Decides whether to try again. A pause is as long as the server asks for; otherwise it doubles,
 * from one second to a minute.
 */
final class Retries {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  // A server that asks for more is not waited for.
  private static final Duration LONGEST_REQUESTED_PAUSE = Duration.ofMinutes(5);

  private final DownloadSettings settings;
  private final Consumer<String> messages;

  /**
   * Creates a policy.
   *
   * @param messages is told why an attempt is made again
   */
  Retries(DownloadSettings settings, Consumer<String> messages) {
    this.settings = settings;
    this.messages = messages;
  }

  /**
   * Pauses before the next attempt, or gives up.
   *
   * @param failures how many attempts in a row have failed
   * @throws FailureException if there is no next attempt
   */
  void waitAfter(int failures, URI uri, IOException e) throws InterruptedException {
    String problem =
        (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ": " + uri;
    if (failures > settings.retries()) {
      throw new FailureException(
          problem
              + " (attempt "
              + failures
              + " in a row, see --retries; the same command goes on where it stopped)");
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 16));
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    Optional<Duration> requested =
        e instanceof PassingException passing ? passing.requestedPause() : Optional.empty();
    if (requested.isPresent()) {
      pause = requested.get();
      if (pause.compareTo(LONGEST_REQUESTED_PAUSE) > 0) {
        throw new FailureException(
            problem
                + " (it asks to come back in "
                + pause.toSeconds()
                + " s; the same command goes on where it stopped)");
      }
    }
    messages.accept(problem + "; again in " + pause.toSeconds() + " s");
    settings.pauses().pause(pause);
  }
}
