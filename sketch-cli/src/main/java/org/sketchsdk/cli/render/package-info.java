/** The command {@code render}: draws drawings onto a contact sheet, as a model sees them. */
package org.sketchsdk.cli.render;
