/**
 * The networks, each defined once as a list of {@link org.sketchsdk.train.network.Layer layers}.
 * The trainable blocks, the ONNX graph and the report of shapes, parameters and multiplications are
 * all derived from that list.
 */
@NullMarked
package org.sketchsdk.train.network;

import org.jspecify.annotations.NullMarked;
