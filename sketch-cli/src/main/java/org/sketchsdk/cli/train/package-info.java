/**
 * The commands {@code train} and {@code quantize}: train a network, and convert the model to INT8.
 */
@NullMarked
package org.sketchsdk.cli.train;

import org.jspecify.annotations.NullMarked;
