/**
 * How the SDK sets ONNX Runtime up. Other modules of the SDK that open sessions of their own use it
 * too.
 */
package org.sketchsdk.onnx.internal;
