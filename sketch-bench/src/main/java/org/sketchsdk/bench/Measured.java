package org.sketchsdk.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What a benchmark came to.
 *
 * @param plan the benchmark
 * @param samples number of calls measured, or of iterations where single calls are not
 * @param p50 the median, in the benchmark's unit
 * @param p90 what 90 % of the samples do not exceed
 * @param p99 what 99 % of the samples do not exceed
 * @param p999 what 99.9 % of the samples do not exceed
 * @param allocatedBytes bytes allocated a call; NaN if not known
 * @param counters medians of the benchmark's own counters
 */
record Measured(
    Plan plan,
    long samples,
    double p50,
    double p90,
    double p99,
    double p999,
    double allocatedBytes,
    Map<String, Double> counters) {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  Measured {
    counters = Collections.unmodifiableMap(new TreeMap<>(counters));
  }

  /** Returns a counter that the benchmark has. */
  double counter(String name) {
    Double value = counters.get(name);
    if (value == null) {
      throw new IllegalStateException(plan + " has no counter " + name + ", but " + counters);
    }
    return value;
  }

  /** Takes over the result of JMH, with the profiler {@code gc}. */
  static Measured of(Plan plan, RunResult result) {
    Statistics statistics = result.getPrimaryResult().getStatistics();
    Map<String, Double> counters = new TreeMap<>();
    double allocated = Double.NaN;
    for (String name : result.getSecondaryResults().keySet()) {
      double median = result.getSecondaryResults().get(name).getStatistics().getPercentile(50);
      if (name.endsWith(ALLOCATION)) {
        // what other processes allocate is not known
        allocated = plan.type() == ColdStartBenchmark.class ? Double.NaN : median;
      } else if (!name.contains("gc.")) {
        counters.put(name, median);
      }
    }
    if (plan.type() == FirstCallsBenchmark.class) {
      counters.putAll(FirstCallsBenchmark.summary(iterations(result)));
    }
    return new Measured(
        plan,
        statistics.getN(),
        statistics.getPercentile(50),
        statistics.getPercentile(90),
        statistics.getPercentile(99),
        statistics.getPercentile(99.9),
        allocated,
        counters);
  }

  /** Returns the scores of each fork's iterations in their order. */
  private static List<double[]> iterations(RunResult result) {
    List<double[]> forks = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      forks.add(
          fork.getIterationResults().stream()
              .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
              .toArray());
    }
    return forks;
  }
}
