/**
 * The commands {@code train} and {@code quantize}: train a network, and convert the model to INT8.
 */
package org.sketchsdk.cli.train;
