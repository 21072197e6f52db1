/**
 * JMH benchmarks, and the command {@code sketch bench} that runs them and writes down what they
 * came to. One alone is run by {@code java -jar sketch-bench/target/benchmarks.jar NAME}.
 *
 * <p>Each class says what it measures and how; its {@code baseline} is what measuring costs. Times
 * are distributions of single calls in microseconds, from three JVMs after warm-up, but for
 * parsers, whose speed is in bytes a second, and starts of JVMs. Peers do the same work on the same
 * drawings in the same run. {@link org.sketchsdk.bench.Endurance} is about memory and threads
 * instead.
 */
package org.sketchsdk.bench;
