/**
 * Seeded transforms that make clean drawings look like real hands, for training.
 *
 * <p>Drawings from a data set are tidy: thin lines of one width, simplified, complete. Those of
 * users tremble, lean, and are drawn with all kinds of pens. {@link
 * org.sketchsdk.augment.AugmentedRenderer} draws a drawing with such changes, by the same {@link
 * org.sketchsdk.render.Rasterizer} that draws for inference:
 *
 * <pre>{@code
 * var rasterizer = Rasterizer.create(RasterOptions.defaults());
 * var renderer = AugmentedRenderer.of(rasterizer, AugmentationOptions.domainMatched());
 * SeededRandom random = SeededRandom.forSample(runSeed, "cat/4503626191994880", epoch);
 * renderer.renderTo(drawing, random, batch, offset);
 * }</pre>
 *
 * <p>{@link org.sketchsdk.augment.AugmentationOptions} has every parameter with its unit, range and
 * a good value, and the presets:
 *
 * <table>
 * <caption>Presets</caption>
 * <tr><th>name<th>what it does
 * <tr><td>{@code none}<td>nothing: the rasterizer's bytes
 * <tr><td>{@code wobble}<td>the wobble of {@code domain-matched} alone
 * <tr><td>{@code morphology}<td>the dilation and erosion of {@code domain-matched} alone
 * <tr><td>{@code domain-matched}<td>the published recipe: pens of 3 to 8 px, a cumulative Gaussian
 * wobble across the line with σ = 1.2 px, dilation or erosion by 1 px with p = 0.3
 * <tr><td>{@code training}<td>{@code domain-matched} with changes of shape: rotation, shear,
 * aspect, scale, shift, bends, dropped strokes, early stops, coarser lines, soft edges, thinner
 * pens
 * </table>
 *
 * <p>{@link org.sketchsdk.augment.Augmentations} has the transforms one by one, to be joined with
 * {@link org.sketchsdk.augment.Augmentation#then then} and {@link
 * org.sketchsdk.augment.Augmentation#withProbability withProbability}.
 *
 * <h2>Decisions</h2>
 *
 * <p><b>Pixels.</b> Shapes are changed in the raster's pixels, after {@link
 * org.sketchsdk.render.Rasterizer#toPixels toPixels}, so that a shift or a smaller size survives
 * and a wobble of 1.2 px is 1.2 px in every drawing. What inference would undo is undone here too:
 * a part of a drawing fills the raster, and a rotated or bent drawing is fitted into the margins
 * again before it is scaled and shifted. Parameters are meant for 128 pixels; {@link
 * org.sketchsdk.augment.AugmentationOptions#scaledTo scaledTo} converts them.
 *
 * <p><b>Wobble.</b> The recipe's source says "cumulative Gaussian, σ = 1.2 px" and leaves open per
 * what. Here the displacement is a sum of Gaussian steps that gain σ² over 16 px of path, whatever
 * the distance of the path's points; each stroke starts at 0. A plain sum drifts: its standard
 * deviation is 7 px after an outline of 600 px, which swells stars and turns their inner corners
 * inside out. So by default the sum is pulled back with a relaxation of 32 px of path, and σ is the
 * displacement's standard deviation all along the stroke. A plain sum comes with {@code wobble(1.2,
 * Double.POSITIVE_INFINITY)}. The path gets knots every 4 px or closer, so long straight lines
 * tremble as well.
 *
 * <p><b>Dilation and erosion.</b> By a disc; its radius of 1 px holds a pixel and its four
 * neighbors, and changes the width of a line by about 2 px. Pixels beyond the sides count for
 * nothing, so erosion is dilation with ink and paper exchanged, at the sides too. {@link
 * org.sketchsdk.augment.AugmentedRenderer} does not erode pens so narrow that the line would break.
 *
 * <p><b>Mirroring.</b> Off in all presets: only some classes allow it. A trainer makes one renderer
 * {@code withMirror(0.5)} for the classes that do, and one without for the rest.
 *
 * <p><b>On the raster.</b> The pen's ink stays on the raster: shifts are limited to the room there
 * is, and what a wobble pushes over the side is moved back in.
 *
 * <h2>Determinism</h2>
 *
 * <p>A sample's raster depends on its drawing, the options and (seed, key, epoch) alone: not on the
 * order of samples, the number of threads, the JDK or the processor. Each step of {@link
 * org.sketchsdk.augment.AugmentedRenderer} has its own stream of random numbers, so a step that is
 * switched on leaves the others as they were. Only arithmetic that IEEE 754 defines exactly is
 * used, and {@link java.lang.StrictMath} for logarithms, exponentials and angles.
 */
@NullMarked
package org.sketchsdk.augment;

import org.jspecify.annotations.NullMarked;
