/** What differs between Java and Android. */
@NullMarked
package org.sketchsdk.infer.internal.platform;

import org.jspecify.annotations.NullMarked;
