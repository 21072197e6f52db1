/**
 * JMH benchmarks, and the page {@code docs/PERFORMANCE.md} that {@link org.sketchsdk.bench.Main}
 * writes from their results. Each benchmark class says what it measures. {@code sketch bench} runs
 * all of them.
 */
@NullMarked
package org.sketchsdk.bench;

import org.jspecify.annotations.NullMarked;
