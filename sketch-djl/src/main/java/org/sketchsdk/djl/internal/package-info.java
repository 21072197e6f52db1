/** The settings of DJL, which are global in a process. Training uses them too. */
package org.sketchsdk.djl.internal;
