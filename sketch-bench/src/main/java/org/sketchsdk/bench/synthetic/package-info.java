/** Inputs that benchmarks make themselves: drawings in files, models and pictures. */
@NullMarked
package org.sketchsdk.bench.synthetic;

import org.jspecify.annotations.NullMarked;
