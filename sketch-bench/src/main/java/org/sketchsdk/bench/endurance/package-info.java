/**
 * A test of endurance: {@link org.sketchsdk.bench.endurance.Endurance} runs long tasks and checks
 * that answers stay the same and that memory, open files and threads do not grow.
 */
@NullMarked
package org.sketchsdk.bench.endurance;

import org.jspecify.annotations.NullMarked;
