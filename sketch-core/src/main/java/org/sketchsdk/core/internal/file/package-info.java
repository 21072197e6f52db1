/**
 * Atomic replacement of files: a reader sees the old or the new content, also after a crash.
 * Exported to the modules of the SDK that write files, and to no others.
 */
@NullMarked
package org.sketchsdk.core.internal.file;

import org.jspecify.annotations.NullMarked;
