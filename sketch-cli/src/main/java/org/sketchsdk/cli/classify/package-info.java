/** The command {@code classify}: files in, one line per drawing out. */
package org.sketchsdk.cli.classify;
