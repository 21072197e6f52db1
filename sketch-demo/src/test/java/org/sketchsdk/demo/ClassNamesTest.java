package org.sketchsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rocket",
        "\u706B\u7BAD \uD83D\uDE80 Rak\u00E9ta",
        "\uD83D\uDC69\u200D\uD83D\uDD2C", // a scientist: two emoji and a joiner
        "\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", // Persian
        "R2-D2",
      })
  void namesThatPeopleWriteAreTaken(String name) throws RefusedException {
    assertThat(ClassNames.check(name, 40)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u200Bb", // zero width space
        "\u200B",
        "a\u200Db", // a joiner that joins nothing
        "cat\u200D",
        "a\u0007b",
        "a\u202Eb",
        "\u2060",
        "\u00AD",
        "\uFEFFcat",
        "\u3164",
        "\u2800",
        "a\nb",
      })
  void invisibleCharactersAreRefused(String name) {
    assertThatThrownBy(() -> ClassNames.check(name, 40))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("invisible"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\u00A0", "\u0301"})
  void aNameMustBeSeen(String name) {
    assertThatThrownBy(() -> ClassNames.check(name, 40))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("noName"));
  }

  @Test
  void namesAreComposedAndTheirSpacesAreSingle() throws RefusedException {
    assertThat(ClassNames.check("  cafe\u0301 \u00A0 noir ", 40)).isEqualTo("caf\u00E9 noir");
  }

  @Test
  void longNamesAreRefusedWithTheLimit() {
    assertThatThrownBy(() -> ClassNames.check("rockets", 6))
        .hasMessage("characters in name (7) exceed the maximum allowed (6, see maxLabelChars)");
  }

  @Test
  void namesThatDifferInCaseAreTheSame() {
    assertThat(ClassNames.same("BANANA", List.of("apple", "Banana"))).isEqualTo("Banana");
    assertThat(ClassNames.same("stra\u00DFe", List.of("STRASSE"))).isEqualTo("STRASSE");
    assertThat(ClassNames.same("pear", List.of("apple"))).isNull();
  }
}
