package org.sketchsdk.examples.spark;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.posexplode_outer;
import static org.apache.spark.sql.functions.when;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Compares what {@link ClassifyJob} wrote with what {@code ./sketch classify --format ndjson} wrote
 * about the same files, row by row. Exit code 0 only if every candidate of every drawing is the
 * same, and its probability but for the last of six decimals.
 */
@Command(
    name = "compare",
    description = "Compares the job's predictions with those of ./sketch classify.",
    mixinStandardHelpOptions = true)
public final class ComparePredictions implements Callable<Integer> {
  // The command writes six decimals, rounded.
  private static final double TOLERANCE = 1.5e-6;

  @Parameters(index = "0", paramLabel = "OUT", description = "What the job was given as --out.")
  private String out;

  @Parameters(index = "1", paramLabel = "NDJSON", description = "The command's output.")
  private String ndjson;

  private ComparePredictions() {}

  /**
   * Compares, prints the counts and ends the process with the exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    int code = run(arguments);
    LocalSession.stop();
    System.exit(code);
  }

  /** Compares, and returns the exit code; Spark is left running. */
  static int run(String... arguments) {
    return new CommandLine(new ComparePredictions())
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println("compare: " + e.getMessage());
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() {
    SparkSession spark = LocalSession.open("sketch compare");
    Dataset<Row> there = rows(spark.read().parquet(out + "/predictions"), "candidates");
    Dataset<Row> here = rows(spark.read().json(ndjson), "predictions");
    Column same =
        there
            .col("candidate.label")
            .eqNullSafe(here.col("candidate.label"))
            .and(there.col("word").eqNullSafe(here.col("word")))
            .and(there.col("key_id").eqNullSafe(here.col("key_id")));
    Column distance =
        abs(there.col("candidate.probability").minus(here.col("candidate.probability")));
    Dataset<Row> pairs =
        there
            .join(
                here,
                there
                    .col("source")
                    .equalTo(here.col("source"))
                    .and(there.col("line").equalTo(here.col("line")))
                    .and(there.col("place").eqNullSafe(here.col("place"))),
                "full_outer")
            .select(
                same.and(there.col("source").isNotNull())
                    .and(here.col("source").isNotNull())
                    .as("same"),
                distance.as("distance"));
    Row sums =
        pairs
            .agg(
                count(lit(1)),
                count(when(col("same"), lit(1))), // counts what is not null
                max("distance"))
            .head();
    long total = sums.getLong(0);
    long equal = sums.getLong(1);
    double farthest = sums.isNullAt(2) ? 0 : sums.getDouble(2);
    System.out.printf(
        Locale.ROOT,
        "%d of %d candidates are the same, probabilities differ by %.1e at most%n",
        equal,
        total,
        farthest);
    return total > 0 && equal == total && farthest <= TOLERANCE ? 0 : 1;
  }

  /** One row a candidate, one without for an empty drawing. */
  private static Dataset<Row> rows(Dataset<Row> predictions, String candidates) {
    return predictions.select(
        col("source"),
        col("line"),
        col("key_id"),
        col("word"),
        posexplode_outer(col(candidates)).as(new String[] {"place", "candidate"}));
  }
}
