/** Bit masks and planes of pixels, and the lines that are traced in them. Not exported. */
@NullMarked
package org.sketchsdk.render.internal.trace;

import org.jspecify.annotations.NullMarked;
