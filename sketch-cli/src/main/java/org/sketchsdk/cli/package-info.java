/**
 * The {@code sketch} command. {@link org.sketchsdk.cli.Main} parses the command line, gives each
 * command its console, and turns failures into messages and exit codes.
 *
 * <p>A command lives in a package of its own: {@code classify}, {@code convert}, {@code render},
 * {@code download}, {@code train} (also {@code quantize}), {@code evaluate} and {@code scorecard}.
 * Commands share {@code options} and {@code console}, and none of them refers to this package.
 *
 * <p>Exit codes: 0 success, 1 failure, 2 wrong usage. Results go to standard output, messages and
 * progress to standard error.
 */
@NullMarked
package org.sketchsdk.cli;

import org.jspecify.annotations.NullMarked;
