/**
 * Code that the backends of the SDK share: {@link org.sketchsdk.infer.internal.engine.GatedBackend}
 * checks arguments and lets {@code close} wait for runs, {@link
 * org.sketchsdk.infer.internal.engine.IdlePool} keeps memory between calls, and {@link
 * org.sketchsdk.infer.internal.engine.GraphReader} walks through a graph for a backend that
 * computes it itself.
 */
@NullMarked
package org.sketchsdk.infer.internal.engine;

import org.jspecify.annotations.NullMarked;
