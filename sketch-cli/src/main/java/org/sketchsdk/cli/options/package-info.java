/**
 * Options and arguments that several commands share.
 *
 * <p>{@code ModelOptions}, {@code RasterSize}, {@code OutputFormat} and {@code DrawingPaths} are
 * mixins: a command that has one as a field has its options. {@code ClassList} reads lists of
 * classes, and {@code InputFiles} finds the files of drawings. {@code Given} passes an option on
 * only if the user gave it, so that defaults come from the library.
 */
@NullMarked
package org.sketchsdk.cli.options;

import org.jspecify.annotations.NullMarked;
