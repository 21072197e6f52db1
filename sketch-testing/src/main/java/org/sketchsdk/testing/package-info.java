/**
 * What the tests of several modules share: {@link org.sketchsdk.testing.SampleDrawings drawings},
 * simulated pictures of drawings in {@link org.sketchsdk.testing.PhotoSimulator gray} and in {@link
 * org.sketchsdk.testing.SceneSimulator color}, {@link org.sketchsdk.testing.TestData data sets} and
 * {@link org.sketchsdk.testing.ModuleDescriptors module descriptors}. Not published.
 *
 * <p>This module depends on sketch-core only, and every module above sketch-core may use it in its
 * tests. Maven orders modules by all their dependencies, including those of tests, and refuses
 * cycles. Therefore the tests of sketch-core itself cannot use this module: they have no samples,
 * and read the folder of the data sets from the system property {@code sketch.data} themselves.
 * What needs sketch-infer is in the module sketch-testing-backends.
 */
@NullMarked
package org.sketchsdk.testing;

import org.jspecify.annotations.NullMarked;
