package org.sketchsdk.cli.options;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options that a command passes on only if the user gives them. The library has the defaults. */
public final class Given {
  private static final String PREFIX = "default.";

  private Given() {}

  /**
   * Passes on a value, unless it is null because the user did not give the option.
   *
   * @param setter takes the value
   */
  public static <T> void given(@Nullable T value, Consumer<? super T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  /** A command that shows defaults of the library in its help. */
  public interface Defaults {
    /** Returns the defaults by key. */
    Map<String, Object> defaults();
  }

  /**
   * Returns defaults for help texts, in which <code>${bundle:default.KEY}</code> stands for one.
   *
   * @param command has the defaults
   */
  public static ResourceBundle bundle(Defaults command) {
    Map<String, Object> values = command.defaults();
    return new ResourceBundle() {
      @Override
      protected @Nullable Object handleGetObject(String key) {
        Object value = key.startsWith(PREFIX) ? values.get(key.substring(PREFIX.length())) : null;
        return value == null ? null : value.toString();
      }

      @Override
      public Enumeration<String> getKeys() {
        return Collections.enumeration(values.keySet().stream().map(PREFIX::concat).toList());
      }
    };
  }
}
