package org.rlhflab.ppo.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import org.rlhflab.ppo.report.part.Page;

/// Turns a page into HTML: one text that needs nothing beside it.
public final class HtmlPage {
  private HtmlPage() {}

  /// What the page carries beside what it says.
  ///
  /// @param policy see [ContentPolicy]
  /// @param style its style sheet
  /// @param library the charting library
  /// @param script the page's own
  /// @param data see [InlineData]
  public record Parts(String policy, String style, String library, String script, String data) {}

  static String of(Page page) {
    String style = SharedParts.style() + SharedParts.resource("report.css");
    String library = SharedParts.resource("echarts/echarts.min.js");
    String script = SharedParts.resource("report.js");
    Parts parts =
        new Parts(
            ContentPolicy.of(List.of(library, script), style),
            style,
            library,
            script,
            InlineData.of(page.charts()));
    StringOutput out = new StringOutput(1 << 21);
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render(page.template(), Map.of("page", page, "parts", parts), out);
    return out.toString();
  }
}
