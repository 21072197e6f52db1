/**
 * The commands {@code train}, which trains a network, and {@code quantize}, which converts a model
 * to INT8.
 *
 * <p>Both set only the options that the user gives. Other values, and the defaults in the help,
 * come from the options of the library.
 */
@NullMarked
package org.sketchsdk.cli.train;

import org.jspecify.annotations.NullMarked;
