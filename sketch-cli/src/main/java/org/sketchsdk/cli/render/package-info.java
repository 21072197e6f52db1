/**
 * The command {@code render}: it draws drawings as a model sees them, on a contact sheet or as one
 * picture per drawing. With augmentation it shows what training sees.
 */
@NullMarked
package org.sketchsdk.cli.render;

import org.jspecify.annotations.NullMarked;
