/**
 * Who may reach the demo, and how: addresses, names, connections, rates, and the way for phones.
 */
@NullMarked
package org.sketchsdk.demo.net;

import org.jspecify.annotations.NullMarked;
