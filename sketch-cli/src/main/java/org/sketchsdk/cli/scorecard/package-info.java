/**
 * The release gates of the project's own models: {@link org.sketchsdk.cli.scorecard.Scorecard}
 * measures a model on the test data and says, for each {@link org.sketchsdk.cli.scorecard.Gate},
 * whether the model passes.
 */
@NullMarked
package org.sketchsdk.cli.scorecard;

import org.jspecify.annotations.NullMarked;
