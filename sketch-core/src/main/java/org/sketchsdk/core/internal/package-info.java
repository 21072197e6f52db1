/** Shared by the packages of this module and not exported. */
@NullMarked
package org.sketchsdk.core.internal;

import org.jspecify.annotations.NullMarked;
