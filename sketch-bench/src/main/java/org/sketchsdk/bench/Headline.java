package org.sketchsdk.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The few figures that matter most, beside their peers and their targets. */
final class Headline {
  private static final String NONE = "";

  private final Suite suite;
  private final Map<Plan, Measured> measured;
  private final double allocatedBytes;
  private final Optional<FileRun.Pair> file;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A row of the table; cells without a value are empty.
   *
   * @param what what is measured
   * @param median time of a call in the middle, or the rate
   * @param p99 time that 99 % of the calls do not exceed
   * @param allocation bytes allocated a call
   * @param peer what it is compared with
   * @param ratio the comparison
   * @param target what it should be
   * @param met {@code met}, {@code not met}, or empty where there is no target
   */
  record Row(
      String what,
      String median,
      String p99,
      String allocation,
      String peer,
      String ratio,
      String target,
      String met) {
    /** The titles of the columns. */
    static final Row TITLES =
        new Row("what", "p50", "p99", "allocation", "peer", "ratio", "target", "met");

    List<String> cells() {
      return List.of(what, median, p99, allocation, peer, ratio, target, met);
    }
  }

  private Headline(
      Suite suite,
      Map<Plan, Measured> measured,
      double allocatedBytes,
      Optional<FileRun.Pair> file) {
    this.suite = suite;
    this.measured = measured;
    this.allocatedBytes = allocatedBytes;
    this.file = file;
  }

  /**
   * Makes the table.
   *
   * @param suite the suite that was run
   * @param measured what its benchmarks came to; rows of missing ones are left out
   * @param allocatedBytes what classifying a drawing allocates
   * @param file how fast a file is classified, if that was measured
   * @return the rows
   */
  static List<Row> rows(
      Suite suite,
      Map<Plan, Measured> measured,
      double allocatedBytes,
      Optional<FileRun.Pair> file) {
    Headline headline = new Headline(suite, measured, allocatedBytes, file);
    headline.classify();
    headline.render();
    headline.parse();
    headline.start();
    headline.files();
    return List.copyOf(headline.rows);
  }

  private Optional<Measured> get(Plan plan) {
    return Optional.ofNullable(measured.get(plan));
  }

  private void classify() {
    Optional<Measured> published = get(suite.network(Suite.PUBLISHED));
    String peer = Suite.PUBLISHED + " alone";
    get(suite.drawing())
        .ifPresent(
            own -> {
              String what = "drawing to top-3, " + Suite.SHIPPED;
              rows.add(judged(what, own, "≤ 250 µs", own.p50() <= 250));
              published.ifPresent(
                  other -> rows.add(share(what, own, peer, other, "≤ 0.35 ×", 0.35)));
            });
    rows.add(
        new Row(
            "allocation of a classify call, without measuring",
            NONE,
            NONE,
            bytes(allocatedBytes),
            NONE,
            NONE,
            "≤ 512 B",
            met(allocatedBytes <= 512)));
    get(suite.network(Suite.SHIPPED))
        .ifPresent(
            own -> {
              String what = "network alone, " + Suite.SHIPPED;
              published.ifPresentOrElse(
                  other -> rows.add(share(what, own, peer, other, NONE, Double.NaN)),
                  () -> rows.add(plain(what, own)));
            });
    get(suite.network(Models.IDENTITY))
        .ifPresent(own -> rows.add(plain("a network that computes nothing", own)));
    get(suite.picture())
        .ifPresent(
            own ->
                rows.add(
                    plain(
                        "picture of "
                            + own.plan().parameters().get("sidePx")
                            + " px squared to top-3",
                        own)));
    get(suite.liveUpdate()).ifPresent(own -> rows.add(plain("live update to top-3", own)));
  }

  private void render() {
    get(suite.render("rasterizer"))
        .ifPresent(
            own -> {
              String what = "render 128 × 128";
              rows.add(judged(what, own, "≤ 25 µs", own.p50() <= 25));
              get(suite.render("openCvAntiAliased"))
                  .ifPresent(
                      other -> rows.add(faster(what, own, "OpenCV LINE_AA", other, "≥ 2 ×", 2)));
              get(suite.render("java2d"))
                  .ifPresent(other -> rows.add(faster(what, own, "Java2D", other, "≥ 6 ×", 6)));
            });
  }

  private void parse() {
    get(suite.parse("sketch"))
        .ifPresent(
            own -> {
              String what = "parse NDJSON";
              double speed = own.counter("megabytes");
              rows.add(
                  new Row(
                      what,
                      number("%.0f MB/s", speed),
                      NONE,
                      NONE,
                      NONE,
                      NONE,
                      "≥ 200 MB/s",
                      met(speed >= 200)));
              get(suite.parse("jacksonTree"))
                  .ifPresent(
                      other ->
                          rows.add(faster(what, speed, "Jackson readTree", other, "≥ 3 ×", 3)));
              get(suite.parse("simdJsonTree"))
                  .ifPresent(
                      other ->
                          rows.add(faster(what, speed, "simdjson-java", other, NONE, Double.NaN)));
            });
  }

  private void start() {
    for (String backend : List.of("onnx", "java")) {
      int sharing = backend.equals("onnx") ? 200 : 150;
      String what = "JVM start to prediction, " + backend;
      get(suite.coldStart(backend, "libraries"))
          .ifPresent(
              own ->
                  rows.add(start(what + ", class-data sharing, unpacked libraries", own, sharing)));
      get(suite.coldStart(backend, "classes"))
          .ifPresent(own -> rows.add(start(what + ", class-data sharing", own, sharing)));
      get(suite.coldStart(backend, "nothing")).ifPresent(own -> rows.add(start(what, own, 800)));
    }
    get(suite.firstCalls())
        .ifPresent(
            own ->
                List.of("call 1", "calls 2 to 10", "calls 11 to 100")
                    .forEach(
                        calls ->
                            rows.add(
                                new Row(
                                    calls + " of a new JVM",
                                    micros(own.counter(calls)),
                                    NONE,
                                    NONE,
                                    NONE,
                                    NONE,
                                    NONE,
                                    NONE))));
  }

  private void files() {
    file.ifPresent(
        pair -> {
          String drawings = number("%,d drawings", pair.longer().drawings());
          rows.add(
              new Row(
                  "sketch classify, file of " + drawings,
                  number("%,.0f/s", pair.drawingsPerSecond()),
                  NONE,
                  NONE,
                  NONE,
                  NONE,
                  "≥ 9,000/s",
                  met(pair.drawingsPerSecond() >= 9_000)));
          if (!Double.isNaN(pair.growth())) {
            rows.add(
                new Row(
                    "its memory in use",
                    number("%.0f MB", pair.longer().residentMegabytes()),
                    NONE,
                    NONE,
                    number("file of %,d", pair.shorter().drawings())
                        + number(", %.0f MB", pair.shorter().residentMegabytes()),
                    number("%.2f ×", pair.growth()),
                    "≤ 1.25 ×",
                    met(pair.growth() <= 1.25)));
          }
        });
  }

  private static Row plain(String what, Measured own) {
    return judged(what, own, NONE, false);
  }

  private static Row judged(String what, Measured own, String target, boolean met) {
    return compared(what, own, NONE, NONE, target, met);
  }

  private static Row compared(
      String what, Measured own, String peer, String ratio, String target, boolean met) {
    return new Row(
        what,
        micros(own.p50()),
        micros(own.p99()),
        bytes(own.allocatedBytes()),
        peer,
        ratio,
        target,
        target.isEmpty() ? NONE : met(met));
  }

  /** The medians: own time by the peer's. */
  private static Row share(
      String what, Measured own, String peer, Measured other, String target, double most) {
    double ratio = own.p50() / other.p50();
    String named = peer + " " + micros(other.p50());
    return compared(what, own, named, number("%.2f ×", ratio), target, ratio <= most);
  }

  /** The medians: the peer's time by own. */
  private static Row faster(
      String what, Measured own, String peer, Measured other, String target, double least) {
    double ratio = other.p50() / own.p50();
    String named = peer + " " + micros(other.p50());
    return compared(what, own, named, number("%.1f ×", ratio), target, ratio >= least);
  }

  /** The medians of speeds: own by the peer's. */
  private static Row faster(
      String what, double speed, String peer, Measured other, String target, double least) {
    double theirs = other.counter("megabytes");
    double ratio = speed / theirs;
    return new Row(
        what,
        number("%.0f MB/s", speed),
        NONE,
        NONE,
        peer + number(" %.0f MB/s", theirs),
        number("%.1f ×", ratio),
        target,
        target.isEmpty() ? NONE : met(ratio >= least));
  }

  private static Row start(String what, Measured own, double mostMillis) {
    return new Row(
        what,
        number("%.0f ms", own.p50()),
        number("%.0f ms", own.p99()),
        NONE,
        NONE,
        NONE,
        number("≤ %.0f ms", mostMillis),
        met(own.p50() <= mostMillis));
  }

  private static String met(boolean met) {
    return met ? "met" : "not met";
  }

  /** A time in words, three digits or more of it. */
  static String micros(double micros) {
    if (micros < 1) {
      return number("%.0f ns", micros * 1e3);
    }
    if (micros < 100) {
      return number("%.1f µs", micros);
    }
    return micros < 10_000 ? number("%,.0f µs", micros) : number("%,.1f ms", micros / 1e3);
  }

  /** A number of bytes in words; empty where it is not known. */
  static String bytes(double bytes) {
    return Double.isNaN(bytes) ? NONE : number("%,.0f B", bytes);
  }

  static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
