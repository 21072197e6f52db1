/**
 * The command {@code sketch convert}: it reads drawings of any format and writes NDJSON, SVG, InkML
 * or one PNG per drawing, and says what was lost.
 */
@NullMarked
package org.sketchsdk.cli.convert;

import org.jspecify.annotations.NullMarked;
