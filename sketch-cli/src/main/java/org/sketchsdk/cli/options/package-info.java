/**
 * Options and arguments that several commands share: the model, lists of classes, files of
 * drawings.
 */
@NullMarked
package org.sketchsdk.cli.options;

import org.jspecify.annotations.NullMarked;
