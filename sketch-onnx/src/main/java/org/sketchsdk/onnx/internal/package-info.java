/**
 * How the SDK sets ONNX Runtime up. Other modules of the SDK that open sessions of their own use it
 * too.
 */
@NullMarked
package org.sketchsdk.onnx.internal;

import org.jspecify.annotations.NullMarked;
