/**
 * Texts: the edit distance, for messages that suggest what was perhaps meant, and methods of {@code
 * String} that Android does not have.
 */
@NullMarked
package org.sketchsdk.infer.internal.text;

import org.jspecify.annotations.NullMarked;
