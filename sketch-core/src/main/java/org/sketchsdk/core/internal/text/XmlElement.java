package org.sketchsdk.core.internal.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of an XML document, by names without prefixes. */
public final class XmlElement {
  public final String name;
  public final int line;
  public final int column;
  public final List<XmlElement> children = new ArrayList<>(0);
  private final String[] attributes; // name, value, name, value
  private @Nullable StringBuilder text;

  public XmlElement(String name, String[] attributes, int line, int column) {
    this.name = name;
    this.attributes = attributes;
    this.line = line;
    this.column = column;
  }

  /** Returns an attribute's value, or null. */
  public @Nullable String attribute(String key) {
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i].equals(key)) {
        return attributes[i + 1];
      }
    }
    return null;
  }

  public String attribute(String key, String otherwise) {
    String value = attribute(key);
    return value == null ? otherwise : value;
  }

  /** Returns the text directly in the element, without that of its children. */
  public String text() {
    return text == null ? "" : text.toString();
  }

  public void append(char[] chars, int start, int length) {
    if (text == null) {
      text = new StringBuilder();
    }
    text.append(chars, start, length);
  }

  /** Returns the first child of a name, or null. */
  public @Nullable XmlElement child(String childName) {
    for (XmlElement child : children) {
      if (child.name.equals(childName)) {
        return child;
      }
    }
    return null;
  }
}
