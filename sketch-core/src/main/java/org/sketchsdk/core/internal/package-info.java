/**
 * Code that the readers and writers of this module share and do not export.
 *
 * <p>{@code GunzipStream} decompresses gzip and reports every defect. {@code Decimals} writes
 * coordinates. {@code PointTimes} turns the times of a file into times of points. {@code LeftOut}
 * counts what a reader left out.
 */
@NullMarked
package org.sketchsdk.core.internal;

import org.jspecify.annotations.NullMarked;
