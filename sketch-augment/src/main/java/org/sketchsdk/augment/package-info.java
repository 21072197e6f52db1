/**
 * Seeded transforms that make clean drawings look like real hands, for training.
 *
 * <p>{@link AugmentedRenderer} draws a drawing as a raster, changed at random.
 */
package org.sketchsdk.augment;
