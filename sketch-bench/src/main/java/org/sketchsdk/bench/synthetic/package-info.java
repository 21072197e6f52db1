/**
 * Inputs that benchmarks make themselves: drawings in files of several formats, models with random
 * weights, and pictures. Benchmarks on them need no data set.
 */
@NullMarked
package org.sketchsdk.bench.synthetic;

import org.jspecify.annotations.NullMarked;
