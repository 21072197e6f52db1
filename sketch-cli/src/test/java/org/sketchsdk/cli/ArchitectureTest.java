package org.sketchsdk.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the modules that users depend on may refer to. */
class ArchitectureTest {
  private static final String[] LIBRARY = {
    "org.sketchsdk.core..",
    "org.sketchsdk.render..",
    "org.sketchsdk.augment..",
    "org.sketchsdk.infer..",
    "org.sketchsdk.onnx..",
  };

  /** The one package with java.awt, which Android never loads. */
  private static final String DESKTOP = "org.sketchsdk.render.awt..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sketchsdk");

  @Test
  void findsTheModules() {
    for (String module : LIBRARY) {
      String classes = module.replace("..", "");
      assertThat(CLASSES.stream().filter(c -> c.getPackageName().startsWith(classes)))
          .as(classes)
          .hasSizeGreaterThan(5);
    }
  }

  @Test
  void theLibraryKnowsNoNetwork() {
    noClasses()
        .that(resideInAnyPackage(LIBRARY))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "javax.net..", "java.rmi..", "com.sun.net..")
                .or(resideInAPackage("java.nio.channels..").and(new Sockets())))
        .check(CLASSES);
  }

  private static final class Sockets extends DescribedPredicate<JavaClass> {
    Sockets() {
      super("are sockets");
    }

    @Override
    public boolean test(JavaClass type) {
      return type.getSimpleName().matches(".*(Socket|Datagram|Multicast|Network).*");
    }
  }

  @Test
  void onlyTheAdapterOfPicturesKnowsTheDesktop() {
    noClasses()
        .that(resideInAnyPackage(LIBRARY).and(not(resideInAPackage(DESKTOP))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(DESKTOP, "java.awt..", "javax.swing..", "javax.imageio..")
        .check(CLASSES);
  }

  /** Besides these, {@code module-info} says which module may use which internal package. */
  @Test
  void internalsAreUsedByBackendsAndTrainingAlone() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "org.sketchsdk.infer..", "org.sketchsdk.onnx..", "org.sketchsdk.djl..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.sketchsdk.infer.internal.arithmetic..",
            "org.sketchsdk.infer.internal.engine..",
            "org.sketchsdk.infer.internal.integer..",
            "org.sketchsdk.infer.internal.onnxfile..")
        .check(CLASSES);
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "org.sketchsdk.onnx..", "org.sketchsdk.djl..", "org.sketchsdk.train..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.sketchsdk.onnx.internal..", "org.sketchsdk.djl.internal..")
        .check(CLASSES);
  }

  @Test
  void dataFlowsOneWay() {
    noClasses()
        .that()
        .resideInAPackage("org.sketchsdk.core..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.sketchsdk..").and(not(resideInAPackage("org.sketchsdk.core.."))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.sketchsdk.render..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.sketchsdk.augment..",
            "org.sketchsdk.infer..",
            "org.sketchsdk.onnx..",
            "org.sketchsdk.djl..",
            "org.sketchsdk.train..",
            "org.sketchsdk.cli..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("org.sketchsdk.augment..", "org.sketchsdk.infer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.sketchsdk.train..", "org.sketchsdk.cli..")
        .check(CLASSES);
    slices().matching("org.sketchsdk.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
