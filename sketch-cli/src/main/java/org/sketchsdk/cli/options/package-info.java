/**
 * Options and arguments that several commands share: the model, lists of classes, files of
 * drawings.
 */
package org.sketchsdk.cli.options;
