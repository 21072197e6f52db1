package org.sketchsdk.core.internal.text;

/** Text in XML. */
public final class XmlText {
  private XmlText() {}

  /** Appends text for an element or an attribute; what XML cannot hold becomes U+FFFD. */
  public static void append(StringBuilder xml, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\t', '\n', '\r' -> xml.append("&#").append((int) c).append(';');
        default -> {
          boolean pair =
              Character.isHighSurrogate(c)
                  && i + 1 < text.length()
                  && Character.isLowSurrogate(text.charAt(i + 1));
          if (pair) {
            xml.append(c).append(text.charAt(++i));
          } else {
            xml.append(c < ' ' || Character.isSurrogate(c) || c >= 0xFFFE ? '\uFFFD' : c);
          }
        }
      }
    }
  }
}
