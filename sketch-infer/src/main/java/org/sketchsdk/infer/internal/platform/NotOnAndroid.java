package org.sketchsdk.infer.internal.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that uses what Android lacks. The code that uses the class must work where it does
 * not load. The build checks all other classes against the API of Android.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NotOnAndroid {}
