/** The settings of DJL, which are global in a process. Training uses them too. */
@NullMarked
package org.sketchsdk.djl.internal;

import org.jspecify.annotations.NullMarked;
