/**
 * What every backend must do, as a test. The test of a backend extends {@link
 * org.sketchsdk.testing.backends.InferenceBackendContract} and says which provider and which model
 * to test. Not published.
 */
@NullMarked
package org.sketchsdk.testing.backends;

import org.jspecify.annotations.NullMarked;
