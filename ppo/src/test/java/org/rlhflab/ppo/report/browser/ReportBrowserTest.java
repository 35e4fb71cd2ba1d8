package org.rlhflab.ppo.report.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.stage.DataFolder;

/// The page in a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportBrowserTest {
  private static final String HOSTILE =
      "</script><script>window.ran=1</script><img src=x onerror=window.ran=2>";

  private Path folder = Path.of("");
  private Path demo = Path.of("");
  private final Playwright playwright = Playwright.create();
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(Path.of(System.getProperty("rlhf.chromium")))
                  .setArgs(
                      List.of(
                          "--no-sandbox",
                          "--disable-background-networking",
                          "--disable-component-update",
                          "--disable-sync",
                          "--no-first-run")));

  /// What a page complained of, and what it asked for.
  private final List<String> complaints = new ArrayList<>();

  private final List<String> requests = new ArrayList<>();

  @BeforeAll
  void writePage(@TempDir Path shared) {
    folder = shared;
    demo = write("demo.html", SmallRun.demo(shared.resolve("demo"), 7));
  }

  @AfterAll
  void close() {
    playwright.close();
  }

  private Path write(String name, Path... runs) {
    Path file = folder.resolve(name);
    Report.write(List.of(runs), new DataFolder(SmallRun.DATA), file);
    return file;
  }

  private Page open(Path file, int width, ColorScheme scheme, boolean ignorePolicy) {
    complaints.clear();
    requests.clear();
    Page page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, 900)
                    .setColorScheme(scheme)
                    .setBypassCSP(ignorePolicy))
            .newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(file.toUri().toString());
    page.waitForSelector("html[data-drawn]");
    return page;
  }

  private static void assertEveryChartDraws(Page page) {
    int charts = page.locator("[data-chart]").count();
    assertTrue(charts >= 11, "charts: " + charts);
    assertEquals(
        charts,
        page.evaluate(
            """
            () => [...document.querySelectorAll('[data-chart] canvas')].filter(canvas => {
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              const seen = new Set();
              for (let i = 0; i < pixels.length; i += 4) {
                if (pixels[i + 3] > 200) seen.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
              }
              return seen.size > 20;
            }).length
            """));
  }

  @ParameterizedTest
  @ValueSource(ints = {375, 768, 1280, 1920})
  void everyChartDrawsAndNothingIsWiderThanTheScreen(int width) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (Page page = open(demo, width, scheme, false)) {
        assertEveryChartDraws(page);
        assertEquals(
            width, page.evaluate("() => document.documentElement.scrollWidth"), "at " + width);
        assertEquals(List.of(), complaints);
        assertEquals(List.of(demo.toUri().toString()), requests);
      }
    }
  }

  @Test
  void hostileTextShowsAsTextAndRunsNothing() {
    Path file = write("hostile.html", SmallRun.run(folder.resolve("<b>run"), HOSTILE));
    try (Page page = open(file, 1280, ColorScheme.LIGHT, false)) {
      assertEveryChartDraws(page);
      assertEquals(null, page.evaluate("() => window.ran"));
      assertEquals(0, page.locator("img").count());
      assertTrue(page.locator("h1 + p").textContent().contains(HOSTILE));
      assertEquals(List.of(), complaints);
      assertEquals(1, requests.size(), requests.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {375, 1280})
  void axeFindsNoSeriousIssue(int width) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (Page page = open(demo, width, scheme, true)) {
        page.evaluate("() => document.querySelectorAll('details').forEach(it => it.open = true)");
        List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
        List<String> serious =
            violations.stream()
                .filter(it -> List.of("serious", "critical").contains(it.getImpact()))
                .map(it -> it.getId() + ": " + it.getNodes().getFirst().getHtml())
                .toList();
        assertEquals(List.of(), serious, scheme + " at " + width);
      }
    }
  }

  @Test
  void chartsAreSavedAsPngSvgAndCsv() throws IOException {
    try (Page page = open(demo, 1280, ColorScheme.LIGHT, false)) {
      assertTrue(saved(page, "png").startsWith("\u0089PNG"));
      String svg = saved(page, "svg");
      assertTrue(svg.startsWith("<svg") && svg.contains("ppo-verbose-biased"), svg);
      assertTrue(saved(page, "csv").startsWith("series,what,mean,low,high\r\nbase,overall,3.57,"));
      assertEquals(List.of(), complaints);
    }
  }

  private String saved(Page page, String kind) throws IOException {
    String button = "#gold-by-dimension button[data-save=%s]".formatted(kind);
    Download download = page.waitForDownload(() -> page.click(button));
    assertEquals("gold-by-dimension." + kind, download.suggestedFilename());
    return Files.readString(download.path(), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void theKeyboardReachesEveryControl() {
    try (Page page = open(demo, 1280, ColorScheme.LIGHT, false)) {
      for (int i = 0; i < 7; i++) {
        page.keyboard().press("Tab");
      }
      assertEquals("theme", page.evaluate("() => document.activeElement.id"));
      page.keyboard().press("Enter");
      assertEquals("dark", page.evaluate("() => document.documentElement.dataset.theme"));
      assertEveryChartDraws(page);
    }
  }

  @Test
  void fiveArmsByFiveSeedsByThreeHundredIterationsFitOnOnePage() {
    Path[] runs = new Path[5];
    for (int seed = 0; seed < runs.length; seed++) {
      Path run = folder.resolve("many-" + seed);
      runs[seed] = SmallRun.demo(run, seed, List.of("a", "b", "c", "d", "e"), 300);
    }
    Path file = write("many.html", runs);
    assertTrue(file.toFile().length() < 3_000_000, "bytes: " + file.toFile().length());
    try (Page page = open(file, 1280, ColorScheme.LIGHT, false)) {
      assertEveryChartDraws(page);
      assertEquals(List.of(), complaints);
    }
  }
}
