/**
 * Drawings and pictures with their classes.
 *
 * <p>A data set is a folder with the folders {@code train}, {@code val} and {@code test}, each with
 * one file per class, such as {@code <class>.ndjson.gz}, or one folder of files per class. The
 * files may have any format that {@link org.sketchsdk.core.ink.DrawingFiles} opens. {@link
 * org.sketchsdk.train.data.DataSplit} writes such folders, {@link
 * org.sketchsdk.train.data.LabeledDrawings} reads them. {@link
 * org.sketchsdk.train.data.LabeledPictures} lists picture files with their classes, and {@link
 * org.sketchsdk.train.data.UnknownDrawings} generates scribbles and letters that belong to no
 * class.
 *
 * <p>Data that cannot be used is reported by {@link org.sketchsdk.train.data.DataSetException}; a
 * malformed record of a drawing file by {@link
 * org.sketchsdk.core.quickdraw.DrawingFormatException}; a missing file by an {@link
 * java.io.IOException}.
 */
@NullMarked
package org.sketchsdk.train.data;

import org.jspecify.annotations.NullMarked;
