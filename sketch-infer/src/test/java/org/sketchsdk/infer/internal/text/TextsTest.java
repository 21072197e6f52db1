package org.sketchsdk.infer.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  // 0xa0 does not break, and is no white space for Java; 0x2003 is; the last is outside the BMP
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t \n", "cat", " a cat\r\n", "\u00a0", "\u2003x\u2003", " 𝒳 "})
  void doesAsString(String text) {
    assertThat(Texts.isBlank(text)).isEqualTo(text.isBlank());
    assertThat(Texts.strip(text)).isEqualTo(text.strip());
  }
}
