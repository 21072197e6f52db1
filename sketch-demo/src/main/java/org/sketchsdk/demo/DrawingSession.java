package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.core.Stroke;
import org.sketchsdk.infer.CustomClasses;
import org.sketchsdk.infer.LiveSketch;
import org.sketchsdk.infer.Prediction;
import org.sketchsdk.infer.Prediction.Verdict;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.Raster;

/**
 * One visitor: a drawing in the making, the classes they taught, and a round of the game.
 *
 * <p>Messages are handled one after the other by the connection's thread. Predictions are made by
 * the server's workers: at most one at a time for a session, and the next not before the last one
 * has been sent, so that neither a slow network nor a slow processor piles anything up.
 */
final class DrawingSession {
  private static final Logger LOG = Logger.getLogger("org.sketchsdk.demo");

  /** The way to the visitor. */
  interface Connection {
    /**
     * Sends a message.
     *
     * @param sent is run once it is sent, or lost
     */
    void send(String message, Runnable sent);

    void close(int code, String reason);
  }

  /** What all sessions share. */
  record Shared(
      SketchClassifier classifier,
      Limits limits,
      InstantSource clock,
      ScheduledExecutorService workers,
      UnaryOperator<List<String>> shuffle) {}

  private record Round(String label, long startMillis) {}

  private final String token;
  private final Shared shared;
  private final Limits limits;
  private final Connection connection;
  private final LiveSketch live;
  private final Teaching teaching;
  private final RateLimit rate;
  private volatile long heardMillis;
  private volatile boolean left;

  // Of the thread that handles messages.
  private final List<String> words = new ArrayList<>();
  private boolean penDown;
  private int strokes;
  private int points;
  private final List<Integer> strokeStarts = new ArrayList<>(); // points before each stroke
  private volatile boolean complainedOfRate;

  // Guarded by lock.
  private final Object lock = new Object();
  private long handled; // messages
  private boolean changed;
  private boolean updating;
  private long updatedMillis;
  private @Nullable Round round; // null: no round

  DrawingSession(String token, Shared shared, Connection connection) {
    this.token = token;
    this.shared = shared;
    this.limits = shared.limits();
    this.connection = connection;
    this.live = shared.classifier().live(limits.maxPoints());
    this.teaching = new Teaching(shared.classifier(), limits);
    this.rate = new RateLimit(limits.messagesPerSecond(), shared.clock());
    this.heardMillis = shared.clock().millis();
    this.updatedMillis = Long.MIN_VALUE / 2;
  }

  /** The secret by which requests over HTTP belong to this session. */
  String token() {
    return token;
  }

  Teaching teaching() {
    return teaching;
  }

  /** When the visitor was last heard of. */
  long heardMillis() {
    return heardMillis;
  }

  /** Notes that the visitor is there. */
  void heard() {
    heardMillis = shared.clock().millis();
  }

  void close(int code, String reason) {
    connection.close(code, reason);
  }

  /** Tells whether the last message was one too many. */
  boolean isFlooding() {
    return complainedOfRate;
  }

  /** Notes that the visitor has left: nothing is predicted any more. */
  void leave() {
    left = true;
  }

  /** Says who answers. */
  void greet() {
    ObjectNode hello = Json.message("hello");
    hello.put("session", token);
    hello.put("model", shared.classifier().info().name());
    shared.classifier().info().labels().forEach(hello.putArray("labels")::add);
    hello
        .putObject("limits")
        .put("messagesPerSecond", limits.messagesPerSecond())
        .put("maxPoints", limits.maxPoints())
        .put("maxStrokes", limits.maxStrokes())
        .put("maxMessagePoints", limits.maxMessagePoints())
        .put("maxPictureBytes", limits.maxPictureBytes())
        .put("maxLabelChars", limits.maxLabelChars())
        .put("updatesPerSecond", limits.updatesPerSecond())
        .put("roundSeconds", limits.roundSeconds());
    send(hello);
  }

  /** Handles a message. One that is wrong changes nothing, and is answered by what is wrong. */
  void receive(String text) {
    heard();
    synchronized (lock) {
      handled++;
    }
    if (!rate.tryTake()) {
      // Once, not for each: the answers would be a flood of their own.
      if (!complainedOfRate) {
        complainedOfRate = true;
        refuse(
            "messages a second exceed the maximum allowed ("
                + limits.messagesPerSecond()
                + ", see messagesPerSecond): they are left out until there are fewer");
      }
      return;
    }
    complainedOfRate = false;
    try {
      if (text.length() > limits.maxMessageBytes()
          || text.getBytes(StandardCharsets.UTF_8).length > limits.maxMessageBytes()) {
        throw new RefusedException(
            "bytes in message exceed the maximum allowed ("
                + limits.maxMessageBytes()
                + ", see maxMessageBytes)");
      }
      handle(Json.parse(text));
    } catch (RefusedException e) {
      refuse(e.getMessage());
    }
  }

  private void refuse(String text) {
    send(Json.message("error").put("error", text));
  }

  private void handle(ObjectNode message) throws RefusedException {
    JsonNode type = message.path("type");
    if (!type.isTextual()) {
      throw new RefusedException("a message must have a type, such as {\"type\":\"clear\"}");
    }
    switch (type.textValue()) {
      case "draw" -> draw(message);
      case "undo" -> undo();
      case "clear" -> clear();
      case "round" -> startRound();
      case "stop" -> stopRound();
      case "example" -> learn(message);
      case "forget" -> {
        teaching.forget();
        tellClasses();
      }
      default ->
          throw new RefusedException(
              "a message's type must be draw, undo, clear, round, stop, example or forget");
    }
  }

  private void draw(ObjectNode message) throws RefusedException {
    boolean begin = flag(message, "begin");
    boolean end = flag(message, "end");
    float[] xy = coordinates(message.path("points"), "points");
    int count = xy.length / 2;
    if (begin && count == 0) {
      throw new RefusedException("a stroke must begin with a point");
    }
    if (!begin && !penDown && count > 0) {
      throw new RefusedException("no stroke is begun: send \"begin\":true with its first point");
    }
    if (count > limits.maxMessagePoints()) {
      throw new RefusedException(
          Teaching.exceed(
              "points in message", count, limits.maxMessagePoints(), "maxMessagePoints"));
    }
    if (penDown && (begin || points + count > limits.maxPoints())) {
      endStroke(); // what has no end is ended, so that a lost message costs no more than itself
    }
    if (points + count > limits.maxPoints()) {
      throw new RefusedException(
          Teaching.exceed("points in drawing", points + count, limits.maxPoints(), "maxPoints"));
    }
    if (begin && strokes == limits.maxStrokes()) {
      throw new RefusedException(
          Teaching.exceed("strokes in drawing", strokes + 1, limits.maxStrokes(), "maxStrokes"));
    }
    for (int i = 0; i < count; i++) {
      if (i == 0 && begin) {
        live.beginStroke(xy[0], xy[1]);
        penDown = true;
        strokes++;
        strokeStarts.add(points);
      } else {
        live.lineTo(xy[2 * i], xy[2 * i + 1]);
      }
    }
    points += count;
    if (end && penDown) {
      endStroke();
    }
    requestUpdate();
  }

  private void endStroke() {
    live.endStroke();
    penDown = false;
  }

  private void undo() {
    if (live.undo()) {
      penDown = false;
      strokes--;
      points = strokeStarts.remove(strokes);
    }
    requestUpdate();
  }

  private void clear() {
    live.clear();
    penDown = false;
    strokes = 0;
    points = 0;
    strokeStarts.clear();
    requestUpdate();
  }

  private static boolean flag(ObjectNode message, String name) throws RefusedException {
    JsonNode node = message.path(name);
    if (node.isMissingNode() || node.isBoolean()) {
      return node.asBoolean(false);
    }
    throw new RefusedException("\"" + name + "\" must be true or false");
  }

  private static float[] coordinates(JsonNode node, String name) throws RefusedException {
    if (node.isMissingNode()) {
      return new float[0];
    }
    if (!node.isArray() || node.size() % 2 != 0) {
      throw new RefusedException(
          "\"" + name + "\" must be an array of numbers in pairs, such as [x1,y1,x2,y2]");
    }
    float[] xy = new float[node.size()];
    for (int i = 0; i < xy.length; i++) {
      float value = node.get(i).isNumber() ? (float) node.get(i).doubleValue() : Float.NaN;
      if (!Float.isFinite(value)) {
        throw new RefusedException(
            "\"" + name + "\" must be finite numbers, but that at index " + i + " is not");
      }
      xy[i] = value;
    }
    return xy;
  }

  private void learn(ObjectNode message) throws RefusedException {
    JsonNode label = message.path("label");
    JsonNode lines = message.path("strokes");
    if (!label.isTextual() || !lines.isArray()) {
      throw new RefusedException(
          "an example must have a label and strokes: {\"type\":\"example\",\"label\":\"rocket\","
              + "\"strokes\":[[x1,y1,x2,y2],…]}");
    }
    if (lines.size() > limits.maxStrokes()) {
      throw new RefusedException(
          Teaching.exceed("strokes in example", lines.size(), limits.maxStrokes(), "maxStrokes"));
    }
    List<Stroke> drawn = new ArrayList<>();
    int count = 0;
    for (JsonNode line : lines) {
      float[] xy = coordinates(line, "strokes");
      if (xy.length == 0) {
        throw new RefusedException("a stroke must have a point");
      }
      count += xy.length / 2;
      float[] x = new float[xy.length / 2];
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = xy[2 * i];
        y[i] = xy[2 * i + 1];
      }
      drawn.add(Stroke.of(x, y));
    }
    if (count > limits.maxPoints()) {
      throw new RefusedException(
          Teaching.exceed("points in example", count, limits.maxPoints(), "maxPoints"));
    }
    teaching.add(label.textValue(), Drawing.of(drawn));
    tellClasses();
  }

  /** Tells the visitor which classes there are now, and what the drawing is taken for by them. */
  void tellClasses() {
    send(teaching.describe());
    requestUpdate();
  }

  private void startRound() {
    if (words.isEmpty()) {
      words.addAll(shared.shuffle().apply(shared.classifier().info().labels()));
    }
    clear();
    Round started = new Round(words.remove(0), shared.clock().millis());
    synchronized (lock) {
      round = started;
    }
    send(Json.message("round").put("label", started.label()).put("seconds", limits.roundSeconds()));
    later(() -> lose(started), limits.roundSeconds() * 1000L);
  }

  private void stopRound() {
    synchronized (lock) {
      round = null;
    }
  }

  private void lose(Round lost) {
    if (endRound(lost) && !left) {
      send(Json.message("lost").put("label", lost.label()));
    }
  }

  /** Ends a round unless it has ended. */
  private boolean endRound(Round ended) {
    synchronized (lock) {
      if (!ended.equals(round)) {
        return false;
      }
      round = null;
      return true;
    }
  }

  /** Has the workers answer for the drawing as it is by then. */
  private void requestUpdate() {
    long waitMillis;
    synchronized (lock) {
      changed = true;
      if (updating) {
        return;
      }
      updating = true;
      waitMillis = untilNextUpdateMillis();
    }
    later(this::update, waitMillis);
  }

  private long untilNextUpdateMillis() {
    long pauseMillis = 1000 / limits.updatesPerSecond();
    long wait = updatedMillis + pauseMillis - shared.clock().millis();
    return Math.max(0, Math.min(pauseMillis, wait)); // whatever happens to the clock
  }

  private void later(Runnable task, long millis) {
    try {
      // Nobody waits for its end: a task reports its own failures.
      ScheduledFuture<?> unused = shared.workers().schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "the server stops", e); // and closes the session itself
    }
  }

  private void update() {
    if (left) {
      return;
    }
    long upTo;
    @Nullable Round current;
    synchronized (lock) {
      changed = false;
      upTo = handled;
      current = round;
      updatedMillis = shared.clock().millis();
    }
    String answer;
    try {
      answer = answer(upTo, current);
    } catch (RuntimeException e) { // of the engine; a worker's future would keep it to itself
      LOG.log(Level.WARNING, "a drawing could not be classified", e);
      answer = Json.message("error").put("error", "the server failed to classify this").toString();
    }
    connection.send(answer, this::updated);
  }

  private String answer(long upTo, @Nullable Round current) {
    Raster seen = live.whatTheModelSaw();
    Optional<CustomClasses> classes = teaching.classes();
    Prediction prediction = classes.isPresent() ? classes.get().classify(seen) : live.prediction();
    ObjectNode message = Json.message("update").put("handled", upTo);
    Json.put(message, prediction, seen);
    if (current != null && prediction.verdict() != Verdict.EMPTY) {
      SketchClassifier classifier = shared.classifier();
      if (live.matches(current.label(), classifier.minProbability()) && endRound(current)) {
        long millis = shared.clock().millis() - current.startMillis();
        send(Json.message("won").put("label", current.label()).put("millis", millis));
      }
    }
    return message.toString();
  }

  private void updated() {
    long waitMillis;
    synchronized (lock) {
      updating = changed;
      if (!changed) {
        return;
      }
      waitMillis = untilNextUpdateMillis();
    }
    later(this::update, waitMillis);
  }

  private void send(ObjectNode message) {
    connection.send(message.toString(), () -> {});
  }
}
