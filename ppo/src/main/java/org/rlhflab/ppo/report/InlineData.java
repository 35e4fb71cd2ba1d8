package org.rlhflab.ppo.report;

import java.util.List;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The page's data as JSON inside a script element.
///
/// Whatever could end the element or begin another is written as an escape, so that no text of a
/// label file or model can leave it: see the HTML standard, "Restrictions for contents of script
/// elements". U+2028 and U+2029 end a line in old scripts.
final class InlineData {
  private InlineData() {}

  /// All charts' options and tables, by their elements' ids.
  static String of(List<Chart> charts) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode all = data.putArray("charts");
    for (Chart chart : charts) {
      ObjectNode one = all.addObject().put("id", chart.id()).put("height", chart.height());
      one.put("title", chart.title()).set("options", chart.options());
      one.set("table", Json.MAPPER.valueToTree(chart.table()));
    }
    return escape(Json.MAPPER.writeValueAsString(data));
  }

  /// The same JSON without a character that HTML could take for its own.
  static String escape(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '<', '>', '&', '\'', '\u2028', '\u2029' ->
            safe.append("\\u").append("%04x".formatted((int) c));
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
