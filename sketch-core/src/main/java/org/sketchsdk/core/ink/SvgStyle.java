package org.sketchsdk.core.ink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.internal.text.NumberScanner;
import org.sketchsdk.core.internal.text.XmlElement;

/** How an element of SVG is painted, as far as it decides whether something can be seen. */
record SvgStyle(
    String fill,
    String stroke,
    boolean visible,
    double fillOpacity,
    double strokeOpacity,
    double strokeWidth) {

  /** What SVG starts with: areas are filled with black, lines are not drawn. */
  static final SvgStyle INITIAL = new SvgStyle("black", "none", true, 1, 1, 1);

  private static final String[] PROPERTIES = {
    "fill",
    "stroke",
    "visibility",
    "fill-opacity",
    "stroke-opacity",
    "stroke-width",
    "display",
    "opacity"
  };

  /** What an element says itself, from its attributes, the style sheets and its style. */
  record Own(Map<String, String> values) {
    /** Tells whether the element and all in it cannot be seen. */
    boolean hidden() {
      return "none".equals(values.get("display")) || number(values.get("opacity"), 1) <= 0;
    }

    /** Returns the style of the element in a parent of another style. */
    SvgStyle in(SvgStyle parent) {
      String visibility = values.get("visibility");
      return new SvgStyle(
          paint(values.get("fill"), parent.fill),
          paint(values.get("stroke"), parent.stroke),
          (visibility == null || visibility.equals("inherit"))
              ? parent.visible
              : visibility.equals("visible"),
          number(values.get("fill-opacity"), parent.fillOpacity),
          number(values.get("stroke-opacity"), parent.strokeOpacity),
          number(values.get("stroke-width"), parent.strokeWidth));
    }

    private static String paint(@Nullable String value, String inherited) {
      return value == null || value.equals("inherit") || value.isEmpty() ? inherited : value;
    }

    private static double number(@Nullable String value, double otherwise) {
      if (value == null) {
        return otherwise;
      }
      NumberScanner scanner = new NumberScanner(value);
      double number = scanner.number();
      return scanner.failed() ? otherwise : number;
    }
  }

  boolean strokes() {
    return visible && strokeOpacity > 0 && strokeWidth > 0 && isPaint(stroke);
  }

  boolean fills() {
    return visible && fillOpacity > 0 && isPaint(fill);
  }

  boolean fillsWhite() {
    return isWhite(fill);
  }

  private static boolean isPaint(String paint) {
    if (paint.equals("none") || paint.equals("transparent")) {
      return false;
    }
    if (paint.startsWith("#")) {
      int digits = paint.length() - 1;
      return !(digits == 8 && paint.endsWith("00")) && !(digits == 4 && paint.endsWith("0"));
    }
    if (paint.startsWith("rgba(") || paint.startsWith("hsla(")) {
      int comma = Math.max(paint.lastIndexOf(','), paint.lastIndexOf('/'));
      return comma < 0 || Own.number(paint.substring(comma + 1), 1) > 0;
    }
    return true;
  }

  private static boolean isWhite(String paint) {
    return paint.equals("white")
        || paint.equals("#fff")
        || paint.equals("#ffffff")
        || paint.equals("#ffff")
        || paint.equals("#ffffffff")
        || paint.replace(" ", "").equals("rgb(255,255,255)");
  }

  /**
   * Style sheets of a document: rules whose selector is a name, a class, an id or a combination of
   * these. Rules with other selectors are passed over.
   */
  static final class Sheets {
    private static final int MAX_RULES = 2_000;

    private record Rule(
        String element, String id, List<String> classes, Map<String, String> values) {
      boolean matches(XmlElement node, List<String> nodeClasses) {
        return (element.isEmpty() || element.equals(node.name))
            && (id.isEmpty() || id.equals(node.attribute("id")))
            && nodeClasses.containsAll(classes);
      }

      int specificity() {
        return (id.isEmpty() ? 0 : 10_000) + 100 * classes.size() + (element.isEmpty() ? 0 : 1);
      }
    }

    private final List<Rule> rules = new ArrayList<>();

    /** Reads a style sheet. */
    void add(String css) {
      int at = 0;
      StringBuilder plain = new StringBuilder(css.length());
      while (at < css.length()) { // without comments
        int comment = css.indexOf("/*", at);
        plain.append(css, at, comment < 0 ? css.length() : comment);
        int end = comment < 0 ? -1 : css.indexOf("*/", comment + 2);
        at = end < 0 ? css.length() : end + 2;
      }
      String text = plain.toString();
      at = 0;
      while (rules.size() < MAX_RULES) {
        int open = text.indexOf('{', at);
        int close = open < 0 ? -1 : text.indexOf('}', open);
        if (close < 0) {
          break;
        }
        Map<String, String> values = declarations(text.substring(open + 1, close));
        if (!values.isEmpty()) {
          for (String selector : text.substring(at, open).split(",", MAX_RULES)) {
            addRule(selector.trim(), values);
          }
        }
        at = close + 1;
      }
      rules.sort((a, b) -> Integer.compare(a.specificity(), b.specificity())); // stable
    }

    private void addRule(String selector, Map<String, String> values) {
      if (selector.isEmpty() || rules.size() == MAX_RULES) {
        return;
      }
      for (int i = 0; i < selector.length(); i++) {
        char c = selector.charAt(i);
        if (!(Character.isLetterOrDigit(c)
            || c == '.'
            || c == '#'
            || c == '-'
            || c == '_'
            || c == '*')) {
          return;
        }
      }
      String element = "";
      String id = "";
      List<String> classes = new ArrayList<>();
      int start = 0;
      for (int i = 1; i <= selector.length(); i++) {
        if (i == selector.length() || selector.charAt(i) == '.' || selector.charAt(i) == '#') {
          String part = selector.substring(start, i);
          if (part.startsWith(".")) {
            classes.add(part.substring(1));
          } else if (part.startsWith("#")) {
            id = part.substring(1);
          } else {
            element = part.equals("*") ? "" : part;
          }
          start = i;
        }
      }
      rules.add(new Rule(element, id, classes, values));
    }

    /** Returns what an element says of the properties that matter. */
    Own of(XmlElement node) {
      Map<String, String> values = new HashMap<>();
      for (String property : PROPERTIES) {
        String value = node.attribute(property);
        if (value != null) {
          values.put(property, normalized(value));
        }
      }
      if (!rules.isEmpty()) {
        List<String> classes = List.of(node.attribute("class", "").trim().split("\\s+", 50));
        for (Rule rule : rules) {
          if (rule.matches(node, classes)) {
            values.putAll(rule.values);
          }
        }
      }
      String style = node.attribute("style");
      if (style != null) {
        values.putAll(declarations(style));
      }
      return new Own(values);
    }

    private static Map<String, String> declarations(String css) {
      Map<String, String> values = new HashMap<>();
      for (String declaration : css.split(";", 200)) {
        int colon = declaration.indexOf(':');
        if (colon > 0) {
          String property = declaration.substring(0, colon).trim().toLowerCase(Locale.ROOT);
          for (String known : PROPERTIES) {
            if (known.equals(property)) {
              values.put(known, normalized(declaration.substring(colon + 1)));
            }
          }
        }
      }
      return values;
    }

    private static String normalized(String value) {
      String text = value.trim().toLowerCase(Locale.ROOT);
      int important = text.indexOf("!important");
      return important < 0 ? text : text.substring(0, important).trim();
    }
  }
}
