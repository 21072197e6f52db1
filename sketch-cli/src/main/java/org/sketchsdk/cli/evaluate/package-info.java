/**
 * The command {@code evaluate}: measures a model on labeled drawings or pictures.
 *
 * <p>{@code EvaluationResult} holds what was measured. {@code EvaluationText}, {@code
 * EvaluationJson} and {@code ReportPage} write it for people, programs and browsers.
 */
@NullMarked
package org.sketchsdk.cli.evaluate;

import org.jspecify.annotations.NullMarked;
