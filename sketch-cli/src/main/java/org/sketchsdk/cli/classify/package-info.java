/** The command {@code classify}: files in, one line per drawing out. */
@NullMarked
package org.sketchsdk.cli.classify;

import org.jspecify.annotations.NullMarked;
