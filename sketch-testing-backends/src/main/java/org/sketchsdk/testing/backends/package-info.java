/** What every backend must do, as a test that the modules of backends extend. Not published. */
@NullMarked
package org.sketchsdk.testing.backends;

import org.jspecify.annotations.NullMarked;
