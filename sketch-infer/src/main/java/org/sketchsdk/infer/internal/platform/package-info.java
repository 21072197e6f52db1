/**
 * Code for which Java and Android differ: logging, which uses {@link System.Logger} or
 * java.util.logging, and reading streams.
 */
@NullMarked
package org.sketchsdk.infer.internal.platform;

import org.jspecify.annotations.NullMarked;
