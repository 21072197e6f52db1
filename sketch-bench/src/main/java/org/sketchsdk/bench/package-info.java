/**
 * JMH benchmarks. Run one with {@code java -jar sketch-bench/target/benchmarks.jar NAME}; each
 * class says what it measures and how.
 */
package org.sketchsdk.bench;
