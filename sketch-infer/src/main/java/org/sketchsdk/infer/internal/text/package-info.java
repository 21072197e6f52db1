/** Comparing texts, for messages that suggest what was perhaps meant. */
@NullMarked
package org.sketchsdk.infer.internal.text;

import org.jspecify.annotations.NullMarked;
