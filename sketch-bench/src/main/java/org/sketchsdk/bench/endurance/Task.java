package org.sketchsdk.bench.endurance;

/** What a {@link Worker} does. */
enum Task {
  /** Calls on one thread. */
  CALLS("calls"),

  /** Calls of many threads at the same time. */
  THREADS("seconds of 32 threads"),

  /** Classifiers that are loaded, used and closed. */
  CYCLES("cycles of load and close"),

  /** Calls with pictures on one thread. */
  PICTURES("pictures");

  private final String unit;

  Task(String unit) {
    this.unit = unit;
  }

  /** What the count of the task counts, in the plural. */
  String unit() {
    return unit;
  }
}
