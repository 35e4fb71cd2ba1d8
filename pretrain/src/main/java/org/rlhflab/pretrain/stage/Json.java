package org.rlhflab.pretrain.stage;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
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
