package org.rlhflab.pretrain.stage;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one way in which the product reads and writes JSON: records' components in their own order
/// under snake_case names, the same key twice in an object refused, a double that is no number
/// written as null (JSON has no word for it).
public final class Json {
  /// Shared by everybody; immutable.
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(
              new SimpleModule()
                  .addSerializer(new FiniteOrNull<>(Double.class))
                  .addSerializer(new FiniteOrNull<>(double.class))
                  .addSerializer(new FiniteOrNull<>(Float.class))
                  .addSerializer(new FiniteOrNull<>(float.class)))
          .build();

  private Json() {}

  /// A record, for instance a configuration, as a JSON object.
  public static ObjectNode tree(Object value) {
    return MAPPER.<ObjectNode>valueToTree(value);
  }

  /// A document for people to read too: indented, ended by a line feed.
  public static String pretty(Object document) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  /// What `reading` makes of a JSON file. A file that is no JSON, or that `reading` refuses by an
  /// `IllegalArgumentException`, is bad input; `advice` says what to give instead.
  public static <T> T read(Path file, Function<JsonNode, T> reading, String advice) {
    try {
      return reading.apply(MAPPER.readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    } catch (DatabindException e) {
      throw BadInput.in(file, reason(e) + "; " + advice);
    } catch (JacksonException e) {
      throw BadInput.in(file, "is not JSON; " + advice);
    } catch (IllegalArgumentException e) {
      throw BadInput.in(file, e.getMessage() + "; " + advice);
    }
  }

  /// What is wrong with JSON that is none of what was expected: the words of the record's own check
  /// where it has any, and otherwise the field's name and what cannot be there.
  public static String reason(DatabindException e) {
    if (e.getCause() instanceof IllegalArgumentException own && own.getMessage() != null) {
      return own.getMessage();
    }
    String field =
        e.getPath().stream()
            .map(it ->
                it.getPropertyName() == null ? "[" + it.getIndex() + "]" : it.getPropertyName())
            .collect(joining("."));
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      String names =
          MAPPER
              .valueToTree(wrong.getTargetType().getEnumConstants())
              .valueStream()
              .map(JsonNode::asString)
              .collect(joining(", "));
      return "\"%s\" must be one of %s, got \"%s\"".formatted(field, names, wrong.getValue());
    }
    if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
      String expected = "must be " + kind(wrong.getTargetType());
      return field.isEmpty() ? expected : "\"%s\" %s".formatted(field, expected);
    }
    return field.isEmpty() ? "is not what is expected" : "\"" + field + "\" is not understood";
  }

  private static String kind(Class<?> type) {
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == String.class) {
      return "a text";
    }
    return List.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static final class FiniteOrNull<T extends Number> extends StdSerializer<T> {
    FiniteOrNull(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      if (!Double.isFinite(value.doubleValue())) {
        out.writeNull();
      } else if (value instanceof Float number) {
        out.writeNumber(number.floatValue());
      } else {
        out.writeNumber(value.doubleValue());
      }
    }
  }
}
