/**
 * Networks. Each is defined once, as a list of {@link org.sketchsdk.train.network.Layer layers}.
 *
 * <p>The trainable blocks, the ONNX graph, and the counts of parameters and multiplications are all
 * derived from that list. {@link org.sketchsdk.train.network.Networks} has the built-in networks;
 * {@link org.sketchsdk.train.TrainingOptions.Builder#network} also takes a {@link
 * org.sketchsdk.train.network.Network} of your own:
 *
 * <pre>{@code
 * Network network =
 *     new Network(
 *         "small",
 *         64,
 *         List.of(
 *             Layer.Conv.of(16, 3, 2),
 *             Layer.Conv.of(32, 3, 2),
 *             new Layer.GlobalAveragePool(),
 *             new Layer.Dense(10, false)));
 * }</pre>
 */
@NullMarked
package org.sketchsdk.train.network;

import org.jspecify.annotations.NullMarked;
