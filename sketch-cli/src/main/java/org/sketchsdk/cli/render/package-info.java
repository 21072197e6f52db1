/** The command {@code render}: draws drawings onto a contact sheet, as a model sees them. */
@NullMarked
package org.sketchsdk.cli.render;

import org.jspecify.annotations.NullMarked;
