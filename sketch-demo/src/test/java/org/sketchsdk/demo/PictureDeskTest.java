package org.sketchsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose picture is read when, with threads and times that the test plays itself. */
class PictureDeskTest {
  private static final long SECOND_NANOS = 1_000_000_000;

  private long nowMillis = 1_000_000;
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMillis);
  private final Limits limits = limits();
  private final List<Runnable> threads = new ArrayList<>();
  private long processorNanos;
  private final PictureDesk desk =
      new PictureDesk(limits, clock, threads::add, () -> processorNanos);
  private final List<String> events = new ArrayList<>();

  /** Half a processor per client, with two seconds in a burst; a wait of five seconds. */
  private static Limits limits() {
    Limits usual = Limits.defaults();
    Limits.Http http = usual.http();
    return usual.withHttp(
        new Limits.Http(
            http.idleConnection(),
            http.headerWithin(),
            http.bodyWithin(),
            http.minBodyBytesPerSecond(),
            http.bodiesAtOnce(),
            http.bodiesPerClient(),
            http.bodyBytesAtOnce(),
            http.bodyBytesPerClient(),
            50,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            http.classFilesPerSecond()));
  }

  private final class Somebody implements PictureDesk.Visitor {
    private final String name;
    private boolean left;

    Somebody(String name) {
      this.name = name;
    }

    @Override
    public boolean hasLeft() {
      return left;
    }

    @Override
    public void answer(JsonNode answer) {
      events.add(name + " answered " + answer.asText());
    }

    @Override
    public void refuse(RefusedException e) {
      events.add(name + " refused " + e.status());
    }

    @Override
    public void fail(RuntimeException e) {
      events.add(name + " failed " + e.getMessage());
    }

    @Override
    public void drop() {
      events.add(name + " dropped");
    }
  }

  private Somebody submit(Client client, String name, double seconds) {
    Somebody visitor = new Somebody(name);
    desk.submit(
        client,
        visitor,
        left -> {
          processorNanos += (long) (seconds * SECOND_NANOS);
          return left.getAsBoolean() ? null : TextNode.valueOf("yes");
        });
    return visitor;
  }

  /** Lets the thread that was asked first do its work. */
  private void work() {
    threads.remove(0).run();
  }

  private Client client() {
    return new Client(limits, clock);
  }

  @Test
  void aClientHasOnePlaceAtATime() {
    Client hostile = client();
    submit(hostile, "a", 0.1);
    submit(hostile, "b", 0.1);
    assertThat(threads).hasSize(1);
    submit(client(), "other", 0.1);
    assertThat(threads).hasSize(2);
    work();
    assertThat(threads).as("the second of the first client").hasSize(2);
    work();
    work();
    assertThat(events).containsExactly("a answered yes", "other answered yes", "b answered yes");
  }

  @Test
  void clientsBeyondTheirShareLeaveAPlaceToOthers() {
    Client first = client();
    Client second = client();
    submit(first, "first", 3);
    submit(second, "second", 3);
    work();
    work();
    events.clear();

    submit(first, "first", 3);
    submit(second, "second", 3);
    assertThat(threads).as("both have used up their two seconds").hasSize(1);
    submit(client(), "victim", 0.1);
    assertThat(threads).as("and one place is kept").hasSize(2);
    threads.remove(1).run();
    assertThat(events).containsExactly("victim answered yes");
    work();
    work();
    assertThat(events)
        .containsExactly("victim answered yes", "first answered yes", "second answered yes");
  }

  @Test
  void theShareGrowsAgainWithTime() {
    Client busy = client();
    submit(busy, "a", 3); // a second too many
    work();
    assertThat(busy.isOverdrawn()).isTrue();
    nowMillis += 2_100; // at half a second per second
    assertThat(busy.isOverdrawn()).isFalse();
    nowMillis += 3_600_000;
    assertThat(busy.isForgettable()).isTrue();
    submit(busy, "b", 2.1);
    work();
    assertThat(busy.isOverdrawn()).as("no more than a burst was saved").isTrue();
  }

  @Test
  void whoeverHasLeftIsNotRead() {
    Client client = client();
    submit(client, "a", 0.1);
    Somebody waiting = submit(client, "b", 0.1);
    Somebody last = submit(client, "c", 0.1);
    waiting.left = true;
    desk.sweep();
    assertThat(events).containsExactly("b dropped");
    last.left = true;
    work(); // nobody has swept since
    work();
    assertThat(events).containsExactly("b dropped", "a answered yes", "c dropped");
    assertThat(desk.read()).isEqualTo(1);
    assertThat(desk.waiting() + desk.beingRead()).isZero();
  }

  @Test
  void theReadingIsToldThatNobodyWaits() {
    Somebody visitor = new Somebody("a");
    desk.submit(
        client(),
        visitor,
        left -> {
          assertThat(left.getAsBoolean()).isFalse();
          visitor.left = true;
          desk.sweep();
          return left.getAsBoolean() ? null : TextNode.valueOf("for nobody");
        });
    work();
    assertThat(events).containsExactly("a dropped");
  }

  @Test
  void whoeverWaitsTooLongIsToldSo() {
    Client client = client();
    submit(client, "a", 0.1);
    submit(client, "b", 0.1);
    nowMillis += 5_001;
    desk.sweep();
    assertThat(events).containsExactly("b refused 503");
    work();
    assertThat(events).containsExactly("b refused 503", "a answered yes");
  }

  @Test
  void aFailureFreesThePlace() {
    Client client = client();
    desk.submit(
        client,
        new Somebody("a"),
        left -> {
          throw new IllegalStateException("engine");
        });
    desk.submit(
        client,
        new Somebody("b"),
        left -> {
          throw new RefusedException("no picture");
        });
    work();
    work();
    assertThat(events).containsExactly("a failed engine", "b refused 400");
    assertThat(client.isReading()).isFalse();
  }
}
