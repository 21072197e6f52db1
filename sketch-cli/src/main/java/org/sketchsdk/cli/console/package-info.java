/**
 * Standard input, standard output and messages of a command.
 *
 * <p>{@link org.sketchsdk.cli.console.Output} writes UTF-8 and reports every failure to write.
 * {@link org.sketchsdk.cli.console.Console} prints messages and the progress line on standard
 * error. {@link org.sketchsdk.cli.console.Failures} describes a failure in one line.
 */
@NullMarked
package org.sketchsdk.cli.console;

import org.jspecify.annotations.NullMarked;
