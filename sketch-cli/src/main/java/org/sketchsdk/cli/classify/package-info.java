/**
 * The command {@code classify}: it reads files of drawings and pictures, and prints one line per
 * drawing, as a table or as JSON.
 */
@NullMarked
package org.sketchsdk.cli.classify;

import org.jspecify.annotations.NullMarked;
