/** The command {@code convert}: files of drawings as files of another kind. */
package org.sketchsdk.cli.convert;
