package org.sketchsdk.examples.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.infer.model.ModelInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Classifies folders of drawings.
 *
 * <p>Writes {@code OUT/predictions} and {@code OUT/malformed} as Parquet, and {@code
 * OUT/report.txt} and {@code OUT/report.json}. Exit codes: 0 success, 1 failure, 2 wrong usage.
 */
@Command(
    name = "classify",
    description = "Classifies folders of files of drawings with Apache Spark.",
    mixinStandardHelpOptions = true)
public final class ClassifyJob implements Callable<Integer> {
  // Several for each slot, so that one that is slow does not leave the others idle at the end.
  private static final int TASKS_A_SLOT = 4;

  /** The columns of {@code OUT/predictions}. */
  static final StructType PREDICTION =
      new StructType()
          .add("source", DataTypes.StringType, false)
          .add("line", DataTypes.LongType, false)
          .add("key_id", DataTypes.StringType) // unsigned, which Spark's long is not
          .add("word", DataTypes.StringType)
          .add(
              "candidates",
              DataTypes.createArrayType(
                  new StructType()
                      .add("label", DataTypes.StringType, false)
                      .add("probability", DataTypes.DoubleType, false),
                  false))
          .add("verdict", DataTypes.StringType);

  /** Both outputs in one: a malformed record has no verdict, a drawing no message. */
  private static final StructType BOTH =
      PREDICTION
          .add("column", DataTypes.LongType)
          .add("byte_offset", DataTypes.LongType)
          .add("message", DataTypes.StringType);

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = {
        "A file of drawings (NDJSON, .bin, SVG, InkML and others, also gzip), or a folder of those,",
        "in any file system that Spark reads."
      })
  private List<String> paths;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Receives predictions, malformed, report.txt and report.json; must be new.")
  private String out;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description = "An embedded model or an .onnx file of the driver's (default: quickdraw25).")
  private String model = SketchClassifier.embeddedModels().get(0);

  private ClassifyJob() {}

  /**
   * Runs the job and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    int code = run(arguments);
    LocalSession.stop();
    if (code != 0) { // on some clusters an exit with 0 counts as lost, too
      System.exit(code);
    }
  }

  /** Runs the job and returns its exit code; Spark is left running. */
  static int run(String... arguments) {
    return new CommandLine(new ClassifyJob())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println("classify: " + inALine(e));
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }

  /** Spark puts stacks of the executors into messages. */
  private static String inALine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }

  @Override
  public Integer call() throws IOException {
    Model loaded = Model.of(model);
    ModelInfo info = loaded.info();
    SparkSession spark = LocalSession.open("sketch classify");
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<DrawingFile> files = DrawingFile.below(paths, hadoop);
    Path folder = new Path(out);
    FileSystem system = folder.getFileSystem(hadoop);
    if (system.exists(folder)) {
      throw new IOException("the results need a new folder, but this exists: " + out);
    }
    long start = System.nanoTime();
    write(spark, loaded, files);
    double seconds = (System.nanoTime() - start) / 1e9;
    Confusions confusions = confusions(spark, info.labels());
    write(system, new Path(folder, "report.txt"), confusions.text());
    write(system, new Path(folder, "report.json"), confusions.json());
    System.out.print(confusions.text());
    System.err.printf(
        Locale.ROOT,
        "%d drawings in %.2f s, %.0f drawings/s%n",
        confusions.drawings(),
        seconds,
        confusions.drawings() / seconds);
    return CommandLine.ExitCode.OK;
  }

  /**
   * Classifies every drawing once and writes both outputs. The rows of both come from one pass and
   * are kept, in memory and where that is full on the executors' disks, from the first write to the
   * second. Only what is lost with an executor in between is classified again.
   */
  private void write(SparkSession spark, Model loaded, List<DrawingFile> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<List<DrawingFile>> hands =
        DrawingFile.deal(files, TASKS_A_SLOT * context.defaultParallelism());
    JavaRDD<Row> rows =
        context
            .parallelize(hands, hands.size())
            .mapPartitions(
                new ClassifyFiles(
                    context.broadcast(loaded),
                    context.broadcast(
                        new SerializableConfiguration(
                            spark.sparkContext().hadoopConfiguration()))));
    Dataset<Row> both = spark.createDataFrame(rows, BOTH).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      both.filter(functions.col("verdict").isNotNull())
          .select(columns(PREDICTION.fieldNames()))
          .write()
          .parquet(out + "/predictions");
      both.filter(functions.col("message").isNotNull())
          .select(columns("source", "line", "column", "byte_offset", "message"))
          .coalesce(1)
          .write()
          .parquet(out + "/malformed");
    } finally {
      both.unpersist();
    }
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }

  /** Counts what was written, which takes a moment beside classifying. */
  private Confusions confusions(SparkSession spark, List<String> labels) {
    Dataset<Row> predictions = spark.read().parquet(out + "/predictions");
    Map<String, Long> verdicts = new HashMap<>();
    for (Row row : predictions.groupBy("verdict").count().collectAsList()) {
      verdicts.put(row.getString(0), row.getLong(1));
    }
    Dataset<Row> pairs =
        predictions
            .filter(functions.col("word").isInCollection(labels))
            .select(
                functions.col("word"),
                functions
                    .try_element_at(functions.col("candidates"), functions.lit(1))
                    .getField("label")
                    .as("answer"))
            .groupBy("word", "answer")
            .count()
            .orderBy("word", "answer");
    List<Confusions.Count> counts = new ArrayList<>();
    for (Row row : pairs.collectAsList()) {
      counts.add(new Confusions.Count(row.getString(0), row.getString(1), row.getLong(2)));
    }
    return new Confusions(
        verdicts.values().stream().mapToLong(Long::longValue).sum(),
        spark.read().parquet(out + "/malformed").count(),
        verdicts,
        counts);
  }

  private static void write(FileSystem system, Path file, String text) throws IOException {
    try (OutputStream stream = system.create(file, false)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
