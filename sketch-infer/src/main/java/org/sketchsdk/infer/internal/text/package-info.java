/** Texts: distances for messages that suggest what was perhaps meant, and white space. */
@NullMarked
package org.sketchsdk.infer.internal.text;

import org.jspecify.annotations.NullMarked;
