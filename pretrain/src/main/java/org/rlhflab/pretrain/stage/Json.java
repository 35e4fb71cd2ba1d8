package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
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

  /// What `reading` makes of a JSON file. A file that is no JSON, or that `reading` refuses by an
  /// `IllegalArgumentException`, is bad input; `advice` says what to give instead.
  public static <T> T read(Path file, Function<JsonNode, T> reading, String advice) {
    try {
      return reading.apply(MAPPER.readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    } catch (JacksonException e) {
      throw BadInput.in(file, "is not JSON; " + advice);
    } catch (IllegalArgumentException e) {
      throw BadInput.in(file, e.getMessage() + "; " + advice);
    }
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
