package org.sketchsdk.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.SketchException;
import org.sketchsdk.demo.net.LocalNetwork;
import org.sketchsdk.demo.net.PhoneAccess;
import org.sketchsdk.demo.net.QrCode;
import org.sketchsdk.infer.SketchClassifier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code sketch demo}. Exit codes: 0 success, 1 failure, 2 wrong usage. */
@Command(
    name = "sketch demo",
    description =
        "Serves a page that guesses what you draw, with the mouse, a finger or a pen, or on paper"
            + " in front of a camera. Only this machine can open it unless --host says otherwise.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = LoadTest.class)
public final class Main implements Callable<Integer> {
  // Kept here, as the log manager forgets loggers that nobody holds.
  private static final Logger LOG = Logger.getLogger("org.sketchsdk");

  private static final int STOP_SECONDS = 10;

  /** Most things that people draw first are among its words. */
  private static final String START_MODEL = "quickdraw345";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "The name or address to listen on (default: ${DEFAULT-VALUE}); 0.0.0.0 for all, which"
              + " lets everybody in who can reach this machine.")
  private String host = "127.0.0.1";

  @Option(
      names = "--phone",
      description =
          "Lets phones in the same network in, over HTTPS and with a secret: prints the address and"
              + " a QR code, which the page shows, too. With --host, phones use that address of"
              + " this machine.")
  private boolean phone;

  @Option(
      names = "--phone-port",
      paramLabel = "PORT",
      description = "The port for phones, 0 for any (default: ${DEFAULT-VALUE}).")
  private int phonePort = 8443;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description =
          "The model that visitors start with: an embedded one (quickdraw25, quickdraw345) or an"
              + " .onnx file (default: ${DEFAULT-VALUE}).")
  private String model = START_MODEL;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description =
          "Where else the page may come from, such as https://sketch.example.org behind a proxy"
              + " that changes the header Host. May be given several times.")
  private List<String> origins = List.of();

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      description = "Visitors at a time (default: ${DEFAULT-VALUE}).")
  private int maxSessions = Limits.MAX_SESSIONS;

  @Option(
      names = "--idle-minutes",
      paramLabel = "MINUTES",
      description =
          "After so long without a stroke a visitor is let go (default: ${DEFAULT-VALUE}).")
  private int idleMinutes = (int) Limits.IDLE_AFTER.toMinutes();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print where an unexpected failure happened.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private final PrintStream output;
  private final PrintStream errors;

  private Main(PrintStream output, PrintStream errors) {
    this.output = output;
    this.errors = errors;
  }

  /** The SDK's version, which the build writes down. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
        if (in == null) {
          throw new FileNotFoundException("version.txt is not in the jar of sketch-demo");
        }
        return new String[] {
          "sketch " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()
        };
      }
    }
  }

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments the command line after {@code sketch}: {@code demo} and its options
   */
  public static void main(String[] arguments) {
    boolean named = arguments.length > 0 && arguments[0].equals("demo");
    PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    String[] options = Arrays.copyOfRange(arguments, named ? 1 : 0, arguments.length);
    System.exit(run(output, System.err, options));
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  static int run(PrintStream output, PrintStream errors, String... arguments) {
    System.setProperty("java.awt.headless", "true");
    Main main = new Main(output, errors);
    return new CommandLine(main)
        .setExecutionStrategy(
            parsed -> {
              LOG.setLevel(main.verbose ? Level.ALL : Level.WARNING);
              return new RunLast().execute(parsed);
            })
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setOut(new PrintWriter(output, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, unparsed) -> main.explain(e))
        .setExecutionExceptionHandler((e, command, parsed) -> main.report(e))
        .execute(arguments);
  }

  PrintStream output() {
    return output;
  }

  PrintStream errors() {
    return errors;
  }

  private int explain(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    error(e.getMessage() + " (see '" + name + " --help')");
    return ExitCode.USAGE;
  }

  private int report(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      error("no such file: " + missing.getFile());
    } else if ((e instanceof IOException || e instanceof SketchException)
        && e.getMessage() != null) {
      error(e.getMessage());
    } else {
      error("unexpected " + e + " (--verbose tells where)");
    }
    if (verbose) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      errors.println(trace.toString().strip());
    }
    return ExitCode.SOFTWARE;
  }

  /**
   * Escapes what a terminal would obey: control characters, and those that change the reading
   * order. File names, models and servers come from strangers.
   */
  static String printable(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean obeyed =
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.FORMAT ->
                true;
            default -> false;
          };
      if (obeyed) {
        escaped.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Prints what went wrong, on one line whatever the text. */
  private void error(String problem) {
    errors.println(printable("sketch: " + problem.strip().replaceAll("\\s*\\R\\s*", "; ")));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Limits limits = Limits.defaults().withSessions(maxSessions(), idleAfter());
    require(port >= 0 && port <= 65_535, "--port must be 0 to 65535: " + port);
    require(phonePort >= 0 && phonePort <= 65_535, "--phone-port must be 0 to 65535: " + phonePort);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (SketchClassifier classifier = open(model);
        DemoServer server = new DemoServer(classifier, limits, origins)) {
      @Nullable PhoneAccess access = phone ? PhoneAccess.create(phoneAddress()) : null;
      if (access == null) {
        server.start(host, port);
      } else {
        server.start(port, access, phonePort);
      }
      // Ctrl+C: the process ends when the visitors have been told so.
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stop.countDown();
                    await(stopped);
                  },
                  "sketch-demo-stop"));
      String here = access == null ? host : "127.0.0.1";
      String shown = here.indexOf(':') >= 0 ? "[" + here + "]" : here;
      output.println("Sketch demo on http://" + shown + ":" + server.port() + "/ (Ctrl+C stops)");
      if (access != null) {
        invitePhones(access, Objects.requireNonNull(server.phoneLink()));
      }
      stop.await();
    } finally {
      stopped.countDown();
    }
    return ExitCode.OK;
  }

  /** Returns the address of this machine that phones use. */
  private InetAddress phoneAddress() throws IOException {
    InetAddress given = InetAddress.getByName(host);
    return given.isLoopbackAddress() || given.isAnyLocalAddress() ? LocalNetwork.address() : given;
  }

  private void invitePhones(PhoneAccess access, String link) throws IOException {
    output.println("On a phone in the same network: " + link);
    output.println();
    QrCode.of(link).lines(Boolean.getBoolean("sketch.terminal")).forEach(output::println);
    output.println();
    output.println(
        "The phone warns once, as nobody vouches for a certificate made on the spot. Its SHA-256 is "
            + access.fingerprint());
    output.println("Whoever has this address can use the demo until it stops.");
  }

  private static void await(CountDownLatch stopped) {
    try {
      if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("sketch: the server did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int maxSessions() {
    require(maxSessions >= 1, "--max-sessions must be at least 1: " + maxSessions);
    return maxSessions;
  }

  private Duration idleAfter() {
    require(idleMinutes >= 1, "--idle-minutes must be at least 1: " + idleMinutes);
    return Duration.ofMinutes(idleMinutes);
  }

  private void require(boolean rule, String message) {
    if (!rule) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /**
   * Opens a model.
   *
   * @param model the name of an embedded one, a file, or null for the default
   */
  static SketchClassifier open(@Nullable String model) throws IOException {
    SketchClassifier.Builder builder = SketchClassifier.builder();
    if (model != null && SketchClassifier.embeddedModels().contains(model)) {
      builder.embeddedModel(model);
    } else if (model != null) {
      Path file = Path.of(model);
      if (Files.isDirectory(file)) {
        throw new IOException("the model must be a file, not a folder: " + file);
      }
      builder.model(file);
    }
    return builder.build();
  }
}
