/**
 * Text formats: JSON, XML and numbers, read within bounds, for the readers of drawings. Not
 * exported.
 */
@NullMarked
package org.sketchsdk.core.internal.text;

import org.jspecify.annotations.NullMarked;
