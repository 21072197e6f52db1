package org.sketchsdk.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The project as its POMs describe it. */
final class Project {
  static final String PARENT = "sketch-parent";
  static final String BOM = "sketch-bom";

  private Project() {}

  static Path root() {
    return Path.of(System.getProperty("sketch.root", "..")).toAbsolutePath().normalize();
  }

  /** Reads the POM of a module, or the parent's. */
  static Document pom(String artifact) {
    Path folder = artifact.equals(PARENT) ? root() : root().resolve(artifact);
    return parse(folder.resolve("pom.xml"));
  }

  static Document parse(Path file) {
    try {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  static String version() {
    return text(pom(PARENT), "version").orElseThrow();
  }

  /** The modules of the reactor, in its order. */
  static List<String> modules() {
    return elements(pom(PARENT), "modules", "module").stream()
        .map(module -> module.getTextContent().strip())
        .toList();
  }

  /** The modules with a jar that are published, in the order of the reactor. */
  static List<String> publishedModules() {
    List<String> published = new ArrayList<>();
    for (String name : modules()) {
      Path file = root().resolve(name).resolve("pom.xml");
      boolean skipped =
          text(parse(file), "properties", "maven.deploy.skip").filter("true"::equals).isPresent();
      if (!skipped && !name.equals(BOM)) {
        published.add(name);
      }
    }
    return published;
  }

  /** Returns the text of the element at a path of names below the document's, if there is one. */
  static Optional<String> text(Document document, String... path) {
    return elements(document, path).stream()
        .findFirst()
        .map(element -> element.getTextContent().strip());
  }

  /** Returns all elements at a path of names below the document's. */
  static List<Element> elements(Document document, String... path) {
    List<Element> found = List.of(document.getDocumentElement());
    for (String name : path) {
      List<Element> next = new ArrayList<>();
      for (Element element : found) {
        next.addAll(children(element, name));
      }
      found = next;
    }
    return found;
  }

  static List<Element> children(Element element, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = element.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element child && child.getNodeName().equals(name)) {
        found.add(child);
      }
    }
    return found;
  }

  /** The folder for what the tests write. */
  static Path target() throws IOException {
    return Files.createDirectories(root().resolve("examples/target"));
  }
}
