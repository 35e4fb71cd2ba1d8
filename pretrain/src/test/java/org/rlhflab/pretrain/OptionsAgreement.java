package org.rlhflab.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The rule that a configuration and the options it is read from are the same list: every component
/// of the record has exactly one option of its kebab-case name, which starts from the record's
/// default, says so in its help, and moves that component and no other.
///
/// @param options makes options as nobody has given any
/// @param toConfig turns them into the configuration
/// @param defaults the configuration's defaults
/// @param <O> the options
/// @param <C> the configuration
@NullMarked
public record OptionsAgreement<O, C extends Record>(
    Supplier<O> options, Function<O, C> toConfig, C defaults) {

  /// Fails with the first component that its option does not agree with.
  public void check() {
    assertEquals(defaults, toConfig.apply(options.get()), "nothing given");
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    assertTrue(components.length > 0, defaults.getClass() + " has no components");
    assertEquals(
        components.length,
        CommandSpec.forAnnotatedObject(options.get()).options().size(),
        "options, one for each component");
    for (RecordComponent component : components) {
      Object standard = value(component, defaults);
      String name = option(component);
      List<OptionSpec> named =
          CommandSpec.forAnnotatedObject(options.get()).options().stream()
              .filter(option -> List.of(option.names()).contains(name))
              .toList();
      assertEquals(1, named.size(), "options called " + name);
      assertEquals(standard, named.getFirst().initialValue(), name + " starts from");
      assertHelpTells(named.getFirst(), standard);
      assertMovesNothingElse(component, name, standard, components);
    }
  }

  /// `maximumGradientNorm` as `--maximum-gradient-norm`.
  public static String option(RecordComponent component) {
    return "--" + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static void assertHelpTells(OptionSpec option, Object standard) {
    String help = String.join(" ", option.description());
    String expected =
        standard instanceof Enum<?> constant
            ? kebab(constant) + " (default)"
            : "(default: " + standard + ")";
    assertTrue(help.contains(expected), option.longestName() + " does not tell " + expected);
  }

  private void assertMovesNothingElse(
      RecordComponent moved, String name, Object standard, RecordComponent[] components) {
    C changed = withAnother(name, standard);
    for (RecordComponent component : components) {
      boolean same = Objects.equals(value(component, changed), value(component, defaults));
      assertEquals(
          !component.getName().equals(moved.getName()),
          same,
          name + " given, and " + component.getName() + " is " + value(component, changed));
    }
  }

  /// The configuration with another value for one option: the first of some that is in its range.
  private C withAnother(String name, Object standard) {
    for (String other : others(standard)) {
      O given = options.get();
      try {
        new CommandLine(given)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .parseArgs(name + "=" + other);
        return toConfig.apply(given);
      } catch (IllegalArgumentException | ParameterException e) {
        continue;
      }
    }
    return fail("no other value of " + name + " is taken");
  }

  private static List<String> others(Object standard) {
    List<String> others = new ArrayList<>();
    switch (standard) {
      case Enum<?> constant -> {
        for (Object each : constant.getDeclaringClass().getEnumConstants()) {
          if (each != constant) {
            others.add(kebab((Enum<?>) each));
          }
        }
      }
      case Double number -> {
        others.addAll(List.of("" + number / 2, "" + number * 2, "0.5"));
        others.remove(number.toString()); // half of 0 is 0
        others.remove(number.toString());
      }
      case Number number ->
          others.addAll(List.of("" + (number.longValue() + 1), "" + number.longValue() / 2));
      default -> fail("no rule for another value than " + standard);
    }
    return others;
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.getName(), e);
    }
  }
}
