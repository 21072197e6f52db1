/**
 * The command {@code download}: fetches files of Quick, Draw! and splits them for training.
 *
 * <p>{@code Downloads} copies one file from a web server, resumes after an interruption, and checks
 * the content before the file gets its name. {@code DataSplit} assigns drawings to training,
 * validation and test by their keys.
 */
@NullMarked
package org.sketchsdk.cli.download;

import org.jspecify.annotations.NullMarked;
