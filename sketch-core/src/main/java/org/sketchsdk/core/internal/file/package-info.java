/** Atomic replacement of files, for the modules of the SDK only. */
@NullMarked
package org.sketchsdk.core.internal.file;

import org.jspecify.annotations.NullMarked;
