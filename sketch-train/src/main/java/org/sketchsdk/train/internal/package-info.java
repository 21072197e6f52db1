/** Shared by the packages of this module: running models, rendering batches, writing files. */
@NullMarked
package org.sketchsdk.train.internal;

import org.jspecify.annotations.NullMarked;
