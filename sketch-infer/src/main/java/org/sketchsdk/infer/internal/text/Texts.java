package org.sketchsdk.infer.internal.text;

/** Methods of {@code String} that Android does not have. */
public final class Texts {
  private Texts() {}

  /**
   * Tells whether a text is empty or has nothing but white space, as {@code String.isBlank} does.
   *
   * @param text any text
   * @return true if no character is to be seen
   */
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(Character::isWhitespace);
  }

  /**
   * Removes white space from both ends, as {@code String.strip} does.
   *
   * @param text any text
   * @return the text between
   */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && Character.isWhitespace(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (start < end && Character.isWhitespace(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }
}
