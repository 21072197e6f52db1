/**
 * Measures classifiers on labeled data.
 *
 * <p>{@link org.sketchsdk.train.evaluate.Evaluation} classifies labeled drawings, finished or only
 * partly drawn, and gives accuracy, confusions and calibration. {@link
 * org.sketchsdk.train.evaluate.PictureEvaluation} does the same for picture files. {@link
 * org.sketchsdk.train.evaluate.UnknownEvaluation} measures how well a model rejects drawings of
 * classes that it does not have.
 *
 * <p>Every result is immutable. Report an accuracy together with the number of samples and its
 * {@link org.sketchsdk.train.evaluate.WilsonInterval}.
 */
@NullMarked
package org.sketchsdk.train.evaluate;

import org.jspecify.annotations.NullMarked;
