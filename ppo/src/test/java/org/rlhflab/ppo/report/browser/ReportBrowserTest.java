package org.rlhflab.ppo.report.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.LabelAudit;

/// Pages in a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportBrowserTest {
  private static final String HOSTILE =
      "</script><script>window.ran=1</script><img src=x onerror=window.ran=2>";

  /// Names the charts that stay blank. Charts are drawn when they come near: as a reader does, this
  /// goes from one to the next. A picture has many colours: its pixels are looked at, from the
  /// middle on, until there are.
  private static final String BLANK_CHARTS =
      """
      async patience => {
        const drawn = async place => {
          place.scrollIntoView({ behavior: 'instant', block: 'center' });
          for (const end = performance.now() + patience; performance.now() < end;) {
            const canvas = place.querySelector('canvas');
            if (canvas) return canvas;
            await new Promise(requestAnimationFrame);
          }
          return null;
        };
        const isPicture = canvas => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const pixels = new Uint32Array(data.buffer), half = pixels.length >> 1;
          const colours = new Set();
          for (let i = 0; i < pixels.length && colours.size <= 20; i++) {
            const pixel = pixels[(i + half) % pixels.length];
            if (pixel >>> 24 > 200) colours.add(pixel & 0xffffff);
          }
          return colours.size > 20;
        };
        const blank = [];
        for (const place of document.querySelectorAll('[data-chart]')) {
          const canvas = await drawn(place);
          if (!canvas || !isPicture(canvas)) blank.push(place.dataset.chart);
        }
        return blank;
      }
      """;

  private static final DataFolder DATA = new DataFolder(SmallRun.DATA);

  private Path folder = Path.of("");
  private Path demo = Path.of("");
  private List<Path> pages = List.of();
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

  /// Browsers of one kind share what they have loaded.
  private final Map<Window, BrowserContext> contexts = new HashMap<>();

  /// What a reader looks through.
  ///
  /// @param width in pixels
  /// @param scheme light or dark
  /// @param ignorePolicy whether scripts may be added, as axe needs
  private record Window(int width, ColorScheme scheme, boolean ignorePolicy) {
    static Window of(int width, ColorScheme scheme) {
      return new Window(width, scheme, false);
    }

    BrowserContext open(Browser browser) {
      return browser.newContext(
          new Browser.NewContextOptions()
              .setViewportSize(width, 900)
              .setColorScheme(scheme)
              .setBypassCSP(ignorePolicy));
    }
  }

  @BeforeAll
  void writePage(@TempDir Path shared) {
    folder = shared;
    demo = write("demo.html", SmallRun.demo(shared.resolve("demo"), 7));
    Path compared = shared.resolve("compared");
    Path file = SmallRun.experiment(compared, Experiment.read(DATA.experiment("verbose-bias")));
    // The experiment's seeds are those that the comparison has: 7 to 12.
    SmallRun.comparison(compared, List.of("careful", "verbose-biased"), 6, 40, "");
    Path judges = SmallRun.comparison(shared.resolve("judges"), List.of("a", "b"), 2, 0, "");
    pages =
        List.of(
            demo,
            write("compared.html", compared),
            write("experiment.html", file),
            write("judges.html", judges),
            audit("audit.html", SmallRun.DATA.resolve("labels/crowd.jsonl")));
  }

  private Path audit(String name, Path labels) {
    LabelAudit audit = LabelAudit.of(PreferenceFile.read(labels), LabelAudit.GOLD_STANDARD, 7);
    Path file = folder.resolve(name);
    Report.writeAudit(labels, audit, 7, DATA, file);
    return file;
  }

  @AfterAll
  void close() {
    playwright.close();
  }

  private Path write(String name, Path... runs) {
    Path file = folder.resolve(name);
    Report.writeAny(List.of(runs), DATA, file);
    return file;
  }

  private Page open(Path file, Window window) {
    complaints.clear();
    requests.clear();
    Page page = contexts.computeIfAbsent(window, it -> it.open(browser)).newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(file.toUri().toString());
    page.waitForSelector("html[data-drawn]");
    return page;
  }

  private static void assertEveryChartDraws(Page page) {
    int charts = page.locator("[data-chart]").count();
    assertTrue(charts >= 2, "charts: " + charts);
    assertEquals(List.of(), page.evaluate(BLANK_CHARTS, 20_000), page.url());
  }

  @ParameterizedTest
  @ValueSource(ints = {375, 1920})
  void everyChartDrawsAndNothingIsWiderThanTheScreen(int width) {
    for (Path file : pages) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (Page page = open(file, Window.of(width, scheme))) {
          assertEveryChartDraws(page);
          assertEquals(
              width,
              page.evaluate("() => document.documentElement.scrollWidth"),
              file + " at " + width);
          assertEquals(List.of(), complaints);
          assertEquals(List.of(file.toUri().toString()), requests);
        }
      }
    }
  }

  @Test
  void hostileTextShowsAsTextAndRunsNothing() {
    Path run = SmallRun.run(folder.resolve("<b>run"), HOSTILE);
    Path compared =
        SmallRun.comparison(folder.resolve("<b>compared"), List.of("a", "b"), 2, 3, HOSTILE);
    List<Path> hostile =
        List.of(
            write("hostile.html", run),
            write("hostile-compared.html", compared),
            audit("hostile-audit.html", run.resolve("labels.jsonl")));
    for (Path file : hostile) {
      try (Page page = open(file, Window.of(1280, ColorScheme.LIGHT))) {
        assertEveryChartDraws(page);
        open(page, Integer.MAX_VALUE);
        assertEquals(null, page.evaluate("() => window.ran"), file.toString());
        assertEquals(0, page.locator("img").count(), file.toString());
        assertTrue(page.locator("main").textContent().contains(HOSTILE), file.toString());
        assertEquals(List.of(), complaints);
        assertEquals(1, requests.size(), requests.toString());
      }
    }
  }

  /// A narrow page is laid out otherwise, a dark one has other colours.
  @Test
  void axeFindsNoSeriousIssue() {
    for (Path file : pages) {
      assertAxeIsContent(file, new Window(1280, ColorScheme.LIGHT, true), List.of());
      assertAxeIsContent(file, new Window(375, ColorScheme.LIGHT, true), List.of());
      assertAxeIsContent(file, new Window(1280, ColorScheme.DARK, true), List.of("color-contrast"));
    }
  }

  /// By these rules, or by all.
  private void assertAxeIsContent(Path file, Window window, List<String> rules) {
    try (Page page = open(file, window)) {
      open(page, 3);
      AxeRunOptions options = new AxeRunOptions();
      // What passes is not told: naming thousands of nodes takes longer than looking at them.
      options.setResultTypes(List.of("violations"));
      AxeBuilder axe = new AxeBuilder(page).options(options);
      List<String> serious =
          (rules.isEmpty() ? axe : axe.withRules(rules))
              .analyze().getViolations().stream()
                  .filter(it -> List.of("serious", "critical").contains(it.getImpact()))
                  .map(it -> it.getId() + ": " + it.getNodes().getFirst().getHtml())
                  .toList();
      assertEquals(List.of(), serious, file + " in " + window);
    }
  }

  /// Opens what is folded away, tables among it, which are filled then: of what lies in the same
  /// part of the page and is laid out alike, the first so many.
  private static void open(Page page, int ofEachKind) {
    page.evaluate(
        """
        most => {
          const kinds = new Map();
          for (const each of document.querySelectorAll('details')) {
            const part = each.closest('section').id;
            const kind = [part, each.className, each.parentElement.tagName].join(' ');
            const before = kinds.get(kind) ?? 0;
            each.open = before < most;
            kinds.set(kind, before + 1);
          }
        }
        """,
        ofEachKind);
    page.waitForSelector(
        "details[open] > [data-table]:not(:has(table))",
        new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
  }

  @Test
  void aTableHasTheNumbersOfItsChart() {
    try (Page page = open(demo, Window.of(1280, ColorScheme.LIGHT))) {
      assertEquals(0, page.locator("#ppo-words table").count());
      page.locator("#ppo-words summary").click();
      // A table is filled by the event of its opening, which comes after the click.
      page.locator("#ppo-words table").waitFor();
      assertEquals(5, page.locator("#ppo-words tr").count());
      assertEquals("37", page.locator("#ppo-words td").nth(1).textContent());
    }
  }

  @Test
  void onPaperEveryChartIsThereInLightColours() {
    for (Path file : pages) {
      try (Page page = open(file, Window.of(1280, ColorScheme.DARK))) {
        int charts = page.locator("[data-chart]").count();
        page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))");
        assertEquals(charts, page.locator("[data-chart] canvas").count(), file.toString());
        assertEquals("light", page.evaluate("() => document.documentElement.dataset.theme"));
        page.evaluate("() => window.dispatchEvent(new Event('afterprint'))");
        assertEquals("dark", page.evaluate("() => document.documentElement.dataset.theme"));
        assertEquals(List.of(), complaints);
      }
    }
  }

  @Test
  void chartsAreSavedAsPngSvgAndCsv() throws IOException {
    try (Page page = open(demo, Window.of(1280, ColorScheme.LIGHT))) {
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
    try (Page page = open(demo, Window.of(1280, ColorScheme.LIGHT))) {
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
    List<String> arms = List.of("a", "b", "c", "d", "e");
    Path file = write("many.html", SmallRun.comparison(folder.resolve("many"), arms, 5, 300, ""));
    assertTrue(file.toFile().length() < 3_000_000, "bytes: " + file.toFile().length());
    try (Page page = open(file, Window.of(1280, ColorScheme.LIGHT))) {
      assertEveryChartDraws(page);
      assertEquals(List.of(), complaints);
    }
  }
}
