package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.Drawing;
import org.sketchsdk.demo.net.RateLimit;
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
      Models models,
      Limits limits,
      InstantSource clock,
      ScheduledExecutorService workers,
      UnaryOperator<List<String>> shuffle,
      Supplier<@Nullable String> phoneLink) {}

  /** A model and the drawing in progress for it. */
  private record Desk(SketchClassifier classifier, LiveSketch live) {}

  private final String token;
  private final Shared shared;
  private final Limits limits;
  private final Connection connection;
  private final Teaching teaching;
  private final Game game;
  private final RateLimit rate;
  private volatile long heardMillis;
  private volatile boolean left;

  // Of the thread that handles messages.
  private boolean penDown;
  private int strokes;
  private int points;
  private final List<Integer> strokeStarts = new ArrayList<>(); // points before each stroke
  private volatile boolean complainedOfRate;

  private volatile Desk desk; // changed by the thread that handles messages
  private volatile boolean several; // drawings on the canvas, answered one by one

  // One model answers at a time, with own classes that were learned for it.
  private final Object answering = new Object();
  private final Whiteboard whiteboard = new Whiteboard(); // guarded by answering

  // Guarded by lock.
  private final Object lock = new Object();
  private long handled; // messages
  private boolean changed;
  private boolean updating;
  private long updatedMillis;

  DrawingSession(String token, Shared shared, Connection connection) {
    this.token = token;
    this.shared = shared;
    this.limits = shared.limits();
    this.connection = connection;
    SketchClassifier first = shared.models().first();
    this.desk = new Desk(first, first.live(limits.maxPoints()));
    this.teaching = new Teaching(first, limits);
    this.game = new Game(shared.clock(), shared.shuffle());
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

  /** Returns what answers this visitor now: the model, and the own classes beside it. */
  Answering answering() {
    synchronized (answering) {
      return Answering.of(desk.classifier()).with(teaching.classes());
    }
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
    String phone = shared.phoneLink().get();
    if (phone != null) {
      hello.put("phone", phone); // its QR code is at /api/phone.svg
    }
    putModel(hello);
    ArrayNode models = hello.putArray("models");
    shared
        .models()
        .words()
        .forEach((name, words) -> models.addObject().put("name", name).put("words", words));
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

  private void putModel(ObjectNode message) {
    SketchClassifier classifier = desk.classifier();
    String name = classifier.info().name();
    message.put("model", name);
    message.put("maxFalseUnknown", classifier.maxFalseUnknown());
    shared.models().levels(name).forEach(message.putArray("levels")::add);
    classifier.labels().forEach(message.putArray("labels")::add);
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
      send(Json.put(Json.message("error"), e));
    } catch (IOException e) { // of classes that are saved and loaded in memory
      throw new UncheckedIOException(e);
    }
  }

  private void refuse(String text) {
    send(Json.message("error").put("error", text));
  }

  private void handle(ObjectNode message) throws RefusedException, IOException {
    JsonNode type = message.path("type");
    if (!type.isTextual()) {
      throw new RefusedException("a message must have a type, such as {\"type\":\"clear\"}");
    }
    switch (type.textValue()) {
      case "draw" -> draw(message);
      case "undo" -> undo();
      case "clear" -> clear();
      case "options" -> choose(message);
      case "round" -> startRound();
      case "go" -> go();
      case "stop" -> game.stop();
      case "example" -> learn(message);
      case "forget" -> {
        teaching.forget();
        tellClasses();
      }
      case "remove" -> remove(message);
      case "examples" -> {
        String label = Fields.text(message, "label");
        ArrayNode examples = teaching.examples(label);
        send(Json.message("examples").put("label", label).set("examples", examples));
      }
      case "export" -> {
        String format = Fields.text(message, "format");
        String file = DrawingExchange.write(desk.live().drawing(), format);
        send(Json.message("export").put("format", format).put("text", file));
      }
      default ->
          throw new RefusedException(
              "a message's type must be draw, undo, clear, options, round, go, stop, example,"
                  + " forget, remove, examples or export");
    }
  }

  private void draw(ObjectNode message) throws RefusedException {
    boolean begin = Fields.flag(message, "begin");
    boolean end = Fields.flag(message, "end");
    float[] xy = Fields.coordinates(message.path("points"), "points");
    int count = xy.length / 2;
    if (begin && count == 0) {
      throw new RefusedException("a stroke must begin with a point");
    }
    if (!begin && !penDown && count > 0) {
      throw new RefusedException("no stroke is begun: send \"begin\":true with its first point");
    }
    if (count > limits.maxMessagePoints()) {
      throw RefusedException.exceeds(
          "points in message", count, limits.maxMessagePoints(), "maxMessagePoints");
    }
    if (penDown && (begin || points + count > limits.maxPoints())) {
      endStroke(); // what has no end is ended, so that a lost message costs no more than itself
    }
    if (points + count > limits.maxPoints()) {
      throw RefusedException.exceeds(
          "points in drawing", points + count, limits.maxPoints(), "maxPoints");
    }
    if (begin && strokes == limits.maxStrokes()) {
      throw RefusedException.exceeds(
          "strokes in drawing", strokes + 1L, limits.maxStrokes(), "maxStrokes");
    }
    LiveSketch live = desk.live();
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
    desk.live().endStroke();
    penDown = false;
  }

  private void undo() {
    if (desk.live().undo()) {
      penDown = false;
      strokes--;
      points = strokeStarts.remove(strokes);
    }
    requestUpdate();
  }

  private void clear() {
    desk.live().clear();
    penDown = false;
    strokes = 0;
    points = 0;
    strokeStarts.clear();
    requestUpdate();
  }

  private void learn(ObjectNode message) throws RefusedException {
    Drawing example = Fields.drawing(message, limits);
    String word = teaching.add(Fields.text(message, "label"), example);
    send(Json.message("learned").put("label", word));
    tellClasses();
  }

  private void remove(ObjectNode message) throws RefusedException {
    String label = Fields.text(message, "label");
    JsonNode example = message.path("example");
    if (example.isMissingNode()) {
      teaching.remove(label);
    } else if (example.isInt()) {
      teaching.removeExample(label, example.intValue());
    } else {
      throw new RefusedException("\"example\" must be a whole number, 0 for the first");
    }
    tellClasses();
  }

  /** Changes the model, how sure it must be, and whether there are several drawings. */
  private void choose(ObjectNode message) throws RefusedException, IOException {
    SketchClassifier classifier = desk.classifier();
    String model = classifier.info().name();
    if (!message.path("model").isMissingNode()) {
      model = Fields.text(message, "model");
    }
    JsonNode level = message.path("maxFalseUnknown");
    double maxFalseUnknown = classifier.maxFalseUnknown();
    if (level.isNumber()) {
      maxFalseUnknown = level.doubleValue();
    } else if (!level.isMissingNode()) {
      throw new RefusedException("\"maxFalseUnknown\" must be a number");
    } else if (!shared.models().levels(model).contains(maxFalseUnknown)) {
      maxFalseUnknown = shared.models().levels(model).get(0);
    }
    if (!message.path("several").isMissingNode()) {
      several = Fields.flag(message, "several");
    }
    SketchClassifier chosen = shared.models().open(model, maxFalseUnknown);
    if (chosen != classifier) {
      use(chosen);
    }
    ObjectNode answer = Json.message("options").put("several", several);
    putModel(answer);
    send(answer);
    if (chosen != classifier) {
      tellClasses();
    } else {
      requestUpdate();
    }
  }

  private void use(SketchClassifier chosen) throws IOException {
    if (penDown) {
      endStroke();
    }
    LiveSketch next = chosen.live(limits.maxPoints());
    desk.live().drawing().strokes().forEach(next::add);
    synchronized (answering) {
      desk = new Desk(chosen, next);
      try {
        teaching.use(chosen);
      } catch (RefusedException e) { // of classes that cannot be learned for this model
        send(Json.put(Json.message("error"), e));
      }
    }
  }

  /** Tells the visitor which classes there are now, and what the drawing is taken for by them. */
  void tellClasses() {
    send(teaching.describe());
    requestUpdate();
  }

  private void startRound() {
    clear();
    Game.Round dealt = game.deal(desk.classifier().labels());
    send(Json.message("round").put("label", dealt.label()).put("seconds", limits.roundSeconds()));
  }

  /** Starts the clock of the round. */
  private void go() {
    Optional<Game.Round> started = game.go();
    if (started.isPresent()) {
      clear();
      later(() -> lose(started.get()), limits.roundSeconds() * 1000L);
    }
  }

  private void lose(Game.Round lost) {
    if (game.end(lost).isPresent() && !left) {
      ObjectNode message = Json.message("lost").put("label", lost.label());
      synchronized (answering) {
        Desk now = desk;
        Answering.of(now.classifier()).put(message, now.live().prediction());
      }
      send(message);
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
    synchronized (lock) {
      changed = false;
      upTo = handled;
      updatedMillis = shared.clock().millis();
    }
    String answer;
    try {
      answer = answer(upTo);
    } catch (RuntimeException e) { // of the engine; a worker's future would keep it to itself
      LOG.log(Level.WARNING, "a drawing could not be classified", e);
      answer = Json.message("error").put("error", "the server failed to classify this").toString();
    }
    connection.send(answer, this::updated);
  }

  private String answer(long upTo) {
    synchronized (answering) {
      Desk now = desk;
      Raster seen = now.live().whatTheModelSaw();
      Answering answers = answering();
      Prediction prediction =
          teaching.classes().isPresent()
              ? answers.classifier().classify(seen)
              : now.live().prediction();
      ObjectNode message = Json.message("update").put("handled", upTo);
      answers.put(message, prediction, seen);
      if (several) {
        whiteboard.put(message.putArray("drawings"), now.live().drawing(), answers);
      }
      game.running().ifPresent(round -> winIfItMatches(round, now));
      return message.toString();
    }
  }

  private void winIfItMatches(Game.Round round, Desk now) {
    Prediction prediction = now.live().prediction(); // words of the game are the model's
    if (prediction.verdict() == Verdict.EMPTY
        || !now.classifier().labels().contains(round.label())
        || !prediction.matches(round.label(), now.classifier().minProbability())) {
      return;
    }
    game.end(round)
        .ifPresent(
            millis -> {
              ObjectNode won = Json.message("won").put("label", round.label());
              Answering.of(now.classifier()).put(won.put("millis", millis), prediction);
              send(won);
            });
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
