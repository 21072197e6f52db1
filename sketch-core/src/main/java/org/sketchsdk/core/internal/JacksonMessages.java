package org.sketchsdk.core.internal;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** Turns messages of Jackson's parser, which name its own settings, into those of the readers. */
public final class JacksonMessages {
  private JacksonMessages() {}

  /**
   * Says which of the limits of a parser was passed.
   *
   * @param e the exception of the parser
   * @param maxNesting its limit on nested arrays and objects
   * @param maxNumberLength its limit on the characters of a number
   * @param maxNameLength its limit on the characters of a field's name
   * @return what exceeds which maximum
   */
  public static String limitOf(
      StreamConstraintsException e, int maxNesting, int maxNumberLength, int maxNameLength) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Document nesting depth")) {
      return "nesting of arrays and objects exceeds the maximum allowed (" + maxNesting + ")";
    }
    if (message.startsWith("Number")) {
      return "length of a number exceeds the maximum allowed (" + maxNumberLength + ")";
    }
    return "length of a field's name exceeds the maximum allowed (" + maxNameLength + ")";
  }

  /**
   * Cuts what a message says about the parser's settings and locations.
   *
   * @param message the message
   * @param furtherMarks texts at which it is cut, too
   * @return the beginning of the message
   */
  public static String firstClause(String message, String... furtherMarks) {
    String clause = message;
    for (String mark : new String[] {"\n", " (start marker at", " (for ", ": enable `"}) {
      clause = before(mark, clause);
    }
    for (String mark : furtherMarks) {
      clause = before(mark, clause);
    }
    return clause;
  }

  private static String before(String mark, String text) {
    int cut = text.indexOf(mark);
    return cut > 0 ? text.substring(0, cut) : text;
  }
}
