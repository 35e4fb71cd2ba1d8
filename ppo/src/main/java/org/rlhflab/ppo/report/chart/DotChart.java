package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.statistics.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Figures with their intervals: a line for each category, a dot with whiskers for each model.
///
/// @param id as in [Chart]
/// @param title as in [Chart]
/// @param caption as in [Chart]
/// @param x what x is, with its unit
/// @param from where x begins; empty: by the data
/// @param to where x ends
/// @param reference an x that means something, such as no effect
/// @param categories from top to bottom
/// @param rows one a model
public record DotChart(
    String id,
    String title,
    String caption,
    String x,
    OptionalDouble from,
    OptionalDouble to,
    OptionalDouble reference,
    List<String> categories,
    List<DotRow> rows) {
  private static final int FRAME = 110;
  private static final int GAP = 14;
  private static final int DOT = 11;

  /// A category's name may need as much as two of them, a long one more: on a narrow screen so many
  /// letters go into one.
  private static final int LINE = 17;

  private static final int LETTERS_A_LINE = 17;

  /// Rows without a value are left out.
  public DotChart {
    categories = List.copyOf(categories);
    rows = rows.stream().filter(DotRow::hasValues).toList();
  }

  /// With its options and table.
  public Chart toChart() {
    int longest = categories.stream().mapToInt(String::length).max().orElse(0);
    int lines = Math.max(2, (longest + LETTERS_A_LINE - 1) / LETTERS_A_LINE);
    int height = FRAME + categories.size() * Math.max(lines * LINE, GAP + DOT * places());
    return new Chart(id, title, caption, alternative(), height, options(), table());
  }

  /// Dots of a category lie one below the other, unless no category has more than one.
  private int places() {
    boolean alone =
        java.util.stream.IntStream.range(0, categories.size())
            .allMatch(
                c -> rows.stream().filter(row -> row.values().get(c).isPresent()).count() < 2);
    return alone ? 1 : rows.size();
  }

  private ObjectNode options() {
    ObjectNode options = Json.MAPPER.createObjectNode();
    ObjectNode xAxis = options.putObject("xAxis").put("type", "value").put("name", x);
    xAxis.put("scale", true);
    from.ifPresent(value -> xAxis.put("min", value));
    to.ifPresent(value -> xAxis.put("max", value));
    ObjectNode yAxis = options.putObject("yAxis").put("type", "category").put("inverse", true);
    ArrayNode names = yAxis.putArray("data");
    categories.forEach(names::add);
    options.putObject("tooltip").put("trigger", "item");
    ArrayNode series = options.putArray("series");
    for (int i = 0; i < rows.size(); i++) {
      series.add(dots(i));
    }
    return options;
  }

  /// Drawn by the page's own renderer of that name.
  private ObjectNode dots(int index) {
    DotRow row = rows.get(index);
    ObjectNode dots = Json.MAPPER.createObjectNode();
    dots.put("type", "custom").put("name", row.name()).put("renderItem", "dots");
    dots.put("symbol", row.look().symbol()).put("row", places() == 1 ? 0 : index);
    dots.put("rows", places());
    dots.putObject("itemStyle").put("color", row.look().colour());
    ObjectNode encode = dots.putObject("encode");
    encode.putArray("x").add(0).add(2).add(3);
    encode.put("y", 1);
    ArrayNode data = dots.putArray("data");
    for (int c = 0; c < categories.size(); c++) {
      Optional<Interval> value = row.values().get(c);
      if (value.isPresent()) {
        Interval it = value.get();
        data.addArray().add(it.mean()).add(c).add(it.lo()).add(it.hi());
      }
    }
    if (index == 0 && reference.isPresent()) {
      ObjectNode mark = dots.putObject("markLine").put("silent", true).put("symbol", "none");
      mark.putObject("label").put("show", false);
      mark.putObject("lineStyle").put("color", "@reference").put("type", "dotted").put("width", 2);
      mark.putArray("data").addObject().put("xAxis", reference.getAsDouble());
    }
    return dots;
  }

  private ChartTable table() {
    List<List<String>> cells = new ArrayList<>();
    for (DotRow row : rows) {
      for (int c = 0; c < categories.size(); c++) {
        Optional<Interval> value = row.values().get(c);
        if (value.isPresent()) {
          cells.add(
              List.of(
                  row.name(),
                  categories.get(c),
                  Numbers.exact(value.get().mean()),
                  Numbers.exact(value.get().lo()),
                  Numbers.exact(value.get().hi())));
        }
      }
    }
    return new ChartTable(List.of("series", "what", "mean", "low", "high"), cells);
  }

  private String alternative() {
    StringBuilder text = new StringBuilder("Dot chart of " + x + ".");
    for (DotRow row : rows) {
      List<String> parts = new ArrayList<>();
      for (int c = 0; c < categories.size(); c++) {
        String name = categories.get(c);
        row.values().get(c).ifPresent(it -> parts.add(name + " " + Numbers.two(it.mean())));
      }
      text.append(" ").append(row.name()).append(": ").append(String.join(", ", parts));
      text.append(".");
    }
    return text.toString();
  }
}
