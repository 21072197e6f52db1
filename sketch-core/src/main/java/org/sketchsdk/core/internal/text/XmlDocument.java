package org.sketchsdk.core.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXNotSupportedException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Reads a small XML document into memory. Nothing outside the document is ever read, and entities
 * cannot make it larger. The parser is the platform's own SAX, which Android has too, other than
 * StAX.
 */
public final class XmlDocument {
  private static final int MAX_DEPTH = 256;

  /** The JDK's own limit, 100 in some releases and none in others; 0 leaves it to the one above. */
  private static final String DEPTH_LIMIT = "jdk.xml.maxElementDepth";

  private static final int MAX_ELEMENTS = 200_000;
  private static final int MAX_ATTRIBUTES = 200;

  /** Most characters that entities may add. Illustrator declares some for its namespaces. */
  private static final int MAX_ENTITY_CHARS = 50_000;

  private static final String ENTITY_LIMIT =
      "http://www.oracle.com/xml/jaxp/properties/totalEntitySizeLimit";
  private static final String[] OFF = {
    "http://apache.org/xml/features/nonvalidating/load-external-dtd",
    "http://xml.org/sax/features/external-general-entities",
    "http://xml.org/sax/features/external-parameter-entities",
    "http://xml.org/sax/features/validation",
  };

  private XmlDocument() {}

  /**
   * Reads a document.
   *
   * @param in the bytes
   * @param source what messages call the document
   * @param textElements elements whose text is kept
   * @return the root element
   * @throws DrawingFormatException if it is not well-formed or passes a limit
   */
  public static XmlElement read(InputStream in, String source, Set<String> textElements)
      throws IOException {
    Handler handler = new Handler(source, textElements);
    XmlProlog prolog = new XmlProlog(in);
    if (!prolog.isComplete()) {
      throw handler.fault("not valid XML: the document type has no end", -1, -1, null);
    }
    try {
      SAXParser parser = SAXParserFactory.newInstance().newSAXParser();
      XMLReader reader = parser.getXMLReader();
      for (String feature : OFF) {
        try {
          reader.setFeature(feature, false);
        } catch (SAXNotRecognizedException | SAXNotSupportedException e) {
          // another parser, for which the entity resolver below does the same
        }
      }
      try {
        parser.setProperty(ENTITY_LIMIT, Integer.toString(MAX_ENTITY_CHARS));
      } catch (SAXNotRecognizedException | SAXNotSupportedException e) {
        handler.entitiesAllowed = false;
      }
      try {
        parser.setProperty(DEPTH_LIMIT, "0");
      } catch (SAXNotRecognizedException | SAXNotSupportedException e) {
        // a parser without a limit of its own
      }
      try {
        reader.setProperty("http://xml.org/sax/properties/declaration-handler", handler);
      } catch (SAXNotRecognizedException | SAXNotSupportedException e) {
        // a parser that does not tell of declarations, as Android's, which has a limit of its own
      }
      reader.setContentHandler(handler);
      reader.setEntityResolver(handler);
      reader.setErrorHandler(handler);
      reader.parse(new InputSource(prolog.document()));
    } catch (BrokenRuleException e) {
      throw handler.fault(e.rule, e.line, e.column, e);
    } catch (SAXParseException e) {
      throw handler.fault(ruleOf(e), e.getLineNumber(), e.getColumnNumber(), e);
    } catch (SAXException e) {
      throw handler.fault("not valid XML: " + e.getMessage(), -1, -1, e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the platform has no XML parser", e);
    } catch (java.io.CharConversionException e) {
      throw handler.fault("not valid XML: " + e.getMessage(), -1, -1, e);
    } catch (java.io.UnsupportedEncodingException e) {
      throw handler.fault("unknown encoding: " + e.getMessage(), -1, -1, e);
    }
    if (handler.root == null) {
      throw handler.fault("the document has no element", -1, -1, null);
    }
    return handler.root;
  }

  private static String ruleOf(SAXParseException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("JAXP00010004") || message.startsWith("JAXP00010001")) {
      return "text that entities add exceeds the maximum allowed (" + MAX_ENTITY_CHARS + ")";
    }
    return "not valid XML: " + message;
  }

  /** Ends the parsing: the document breaks a rule of ours. */
  private static final class BrokenRuleException extends SAXException {
    private static final long serialVersionUID = 1L;
    final String rule;
    final int line;
    final int column;

    BrokenRuleException(String rule, int line, int column) {
      super(rule);
      this.rule = rule;
      this.line = line;
      this.column = column;
    }
  }

  private static final class Handler extends DefaultHandler2 {
    private final String source;
    private final Set<String> textElements;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final Map<String, String> names = new HashMap<>();
    private @Nullable Locator locator;
    private @Nullable XmlElement root;
    private boolean entitiesAllowed = true;
    private int elements;

    Handler(String source, Set<String> textElements) {
      this.source = source;
      this.textElements = textElements;
    }

    DrawingFormatException fault(String rule, int line, int column, @Nullable Throwable cause) {
      return new DrawingFormatException(rule, source, "line", line, column, -1, cause);
    }

    private BrokenRuleException broken(String rule) {
      return new BrokenRuleException(rule, line(), column());
    }

    private int line() {
      return locator == null ? -1 : locator.getLineNumber();
    }

    private int column() {
      return locator == null ? -1 : locator.getColumnNumber();
    }

    @Override
    public void setDocumentLocator(Locator locator) {
      this.locator = locator;
    }

    @Override
    public void internalEntityDecl(String name, String value) throws SAXException {
      if (!entitiesAllowed || name.startsWith("%")) { // those could hide the end of the prolog
        throw broken(
            "a document must not declare "
                + (entitiesAllowed ? "parameter entities" : "entities")
                + ", but declares "
                + shortened(name));
      }
    }

    @Override
    public InputSource resolveEntity(
        @Nullable String name, @Nullable String publicId, @Nullable String base, String systemId) {
      return new InputSource(new StringReader(""));
    }

    @Override
    public void error(SAXParseException e) {
      // of validation, which is off
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes)
        throws SAXException {
      if (++elements > MAX_ELEMENTS) {
        throw broken("elements of the document exceed the maximum allowed (" + MAX_ELEMENTS + ")");
      }
      if (open.size() == MAX_DEPTH) {
        throw broken("nesting of elements exceeds the maximum allowed (" + MAX_DEPTH + ")");
      }
      if (attributes.getLength() > MAX_ATTRIBUTES) {
        throw broken(
            "attributes of an element exceed the maximum allowed (" + MAX_ATTRIBUTES + ")");
      }
      String[] pairs = new String[2 * attributes.getLength()];
      for (int i = 0; i < attributes.getLength(); i++) {
        pairs[2 * i] = nameOf(attributes.getQName(i));
        pairs[2 * i + 1] = attributes.getValue(i);
      }
      XmlElement element = new XmlElement(nameOf(qualified), pairs, line(), column());
      XmlElement parent = open.peek();
      if (parent == null) {
        root = element;
      } else {
        parent.children.add(element);
      }
      open.push(element);
    }

    private String nameOf(String qualified) {
      String known = names.get(qualified);
      if (known == null) {
        known = qualified.substring(qualified.indexOf(':') + 1);
        if (names.size() < 1_000) {
          names.put(qualified, known);
        }
      }
      return known;
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
      open.pop();
    }

    @Override
    public void characters(char[] chars, int start, int length) {
      XmlElement element = open.peek();
      if (element != null && textElements.contains(element.name)) {
        element.append(chars, start, length);
      }
    }
  }

  /** Cuts a text of the document for a message. */
  public static String shortened(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < Math.min(40, text.length()); i++) {
      char c = text.charAt(i);
      result.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return result + (text.length() > 40 ? "…" : "");
  }
}
