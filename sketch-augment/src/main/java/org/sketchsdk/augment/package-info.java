/**
 * Random, reproducible changes of drawings for training.
 *
 * <p>The drawings of a data set are tidy: thin lines of one width, simplified, complete. The
 * drawings of users tremble, lean, and are made with many kinds of pens. {@link
 * org.sketchsdk.augment.AugmentedRenderer} renders drawings with such changes, by the same {@link
 * org.sketchsdk.render.Rasterizer} that renders for inference:
 *
 * <pre>{@code
 * var rasterizer = Rasterizer.create(RasterOptions.defaults());
 * var renderer = AugmentedRenderer.of(rasterizer, AugmentationOptions.domainMatched());
 * SeededRandom random = SeededRandom.forSample(runSeed, "cat/4503626191994880", epoch);
 * renderer.renderTo(drawing, random, batch, offset);
 * }</pre>
 *
 * <p>{@link org.sketchsdk.augment.AugmentationOptions} has all parameters, each with its unit, its
 * range and a good value. These are its presets:
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
 * <p>{@link org.sketchsdk.augment.Augmentations} has the single transforms. Combine them with
 * {@link org.sketchsdk.augment.Augmentation#then then} and {@link
 * org.sketchsdk.augment.Augmentation#withProbability withProbability}.
 *
 * <h2>Decisions</h2>
 *
 * <p><b>Pixels.</b> Shapes are changed in pixels of the raster, after {@link
 * org.sketchsdk.render.Rasterizer#toPixels toPixels}. So a shift or a smaller size is not undone by
 * the mapping, and a wobble of 1.2 px is 1.2 px in every drawing. What inference would undo is
 * undone here too: a part of a drawing fills the raster, and a rotated or bent drawing is fitted
 * into the margins again before it is scaled and shifted. Parameters are meant for 128 pixels;
 * {@link org.sketchsdk.augment.AugmentationOptions#scaledTo scaledTo} converts them.
 *
 * <p><b>Wobble.</b> The source of the recipe says "cumulative Gaussian, σ = 1.2 px", but not over
 * which length. Here the displacement is a sum of Gaussian steps that gains a variance of σ² over
 * 16 px of path, however the points of the path are spaced; each stroke starts at 0. A plain sum
 * drifts: after an outline of 600 px its standard deviation is 7 px, which swells stars and turns
 * their inner corners inside out. So by default the sum is pulled back with a relaxation of 32 px
 * of path, and σ is the standard deviation of the displacement along the whole stroke. A plain sum
 * comes with {@code wobble(1.2, Double.POSITIVE_INFINITY)}. The path gets knots at most 4 px apart,
 * so long straight lines tremble as well.
 *
 * <p><b>Dilation and erosion.</b> They use a disc. With a radius of 1 px it holds a pixel and its
 * four neighbors, and changes the width of a line by about 2 px. Pixels outside the raster do not
 * count, so erosion is dilation with ink and paper exchanged, at the sides too. {@link
 * org.sketchsdk.augment.AugmentedRenderer} does not erode pens that are so narrow that the line
 * would break.
 *
 * <p><b>Mirroring.</b> It is off in all presets, because only some classes allow it. A trainer can
 * use one renderer with {@code mirror(0.5)} for these classes, and one without for the others.
 *
 * <p><b>On the raster.</b> The ink stays on the raster: shifts are limited to the room there is,
 * and what a wobble pushes over the side is moved back inside.
 *
 * <h2>Determinism</h2>
 *
 * <p>The raster of a sample depends on its drawing, the options, and (seed, key, epoch) only: not
 * on the order of samples, the number of threads, the JDK or the processor. Each step of {@link
 * org.sketchsdk.augment.AugmentedRenderer} has its own stream of random numbers, so switching one
 * step on does not change the others. Only arithmetic that IEEE 754 defines exactly is used, and
 * {@link java.lang.StrictMath} for logarithms, exponentials and angles.
 */
@NullMarked
package org.sketchsdk.augment;

import org.jspecify.annotations.NullMarked;
