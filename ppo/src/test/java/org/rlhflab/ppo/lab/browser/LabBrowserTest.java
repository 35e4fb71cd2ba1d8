package org.rlhflab.ppo.lab.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
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
import org.rlhflab.ppo.lab.Lab;
import org.rlhflab.ppo.lab.flow.LabFolder;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.reward.label.PreferenceFile;

/// Every flow in a real browser, with trainings that take no time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabBrowserTest {
  private static final String HOSTILE =
      "</script><script>window.ran=1</script><img src=x onerror=window.ran=2>";
  private static final List<String> PAGES =
      List.of("/", "/tour", "/annotate", "/train", "/bench", "/research");

  private Path shared = Path.of("");
  private Path root = Path.of("");
  private Lab lab;
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

  /// What pages complained of.
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  void prepareByThePagesOwnButton(@TempDir Path folder) throws IOException {
    shared = folder;
    root = folder.resolve("lab");
    lab =
        Lab.start(
            new LabFolder(root, new DataFolder(SmallRun.DATA), "0.1.0"),
            StandIn.launcher(folder, HOSTILE),
            0);
    try (Page page = open("/", 1280)) {
      page.getByText("Prepare the models").last().click();
      page.getByText("The models are ready").waitFor();
      page.getByText("Preparing the models").waitFor();
      assertCalm(page);
    }
  }

  @AfterAll
  void close() {
    playwright.close();
    lab.close();
  }

  private Page open(String path, int width) {
    return open(path, width, ColorScheme.LIGHT, false);
  }

  /// A browser of its own, with nothing from before.
  private Page open(String path, int width, ColorScheme scheme, boolean ignorePolicy) {
    complaints.clear();
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setBypassCSP(ignorePolicy));
    context.setDefaultTimeout(60_000);
    Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    page.navigate(lab.address());
    page.navigate(lab.address().replaceFirst("/open.*", "") + path);
    page.waitForSelector("html[data-ready]");
    return page;
  }

  private void assertCalm(Page page) {
    assertEquals(List.of(), complaints);
    assertFalse(page.locator("#trouble").isVisible());
    assertEquals(null, page.evaluate("() => window.ran"));
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().click();
  }

  private Page annotate(String person) {
    Page page = open("/annotate", 1280);
    page.fill("#name", person);
    click(page, "Begin");
    page.waitForSelector(".pair");
    return page;
  }

  private int labels(String person) {
    Path file = root.resolve("people").resolve(person).resolve("labels.jsonl");
    return Files.exists(file) ? PreferenceFile.read(file).size() : 0;
  }

  private static void press(Page page, String key, String saved) {
    page.keyboard().press(key);
    page.getByText(saved).first().waitFor();
  }

  @Test
  void pairsAreLabelledByKeysAndNothingIsLostWhenTheBrowserCloses() {
    try (Page page = annotate("keys")) {
      press(page, "ArrowLeft", "1 of 56 saved");
      press(page, "ArrowRight", "2 of 56 saved");
      press(page, "ArrowDown", "3 of 56 saved");
      press(page, "u", "2 of 56 saved");
      page.locator("#reason").fill("It is better.");
      page.getByText("Your reason would fit any two answers").waitFor();
      assertCalm(page);
    }
    assertEquals(2, labels("keys"));
    try (Page page = annotate("keys")) {
      page.getByText("2 of 56 saved").first().waitFor();
      for (int n = 3; n <= 14; n++) {
        press(page, n % 2 == 0 ? "ArrowLeft" : "ArrowRight", n + " of 56 saved");
      }
      page.locator("#tab-feedback").click();
      page.getByText("Right on gold tasks").waitFor();
      page.getByText("Pull of length").waitFor();
      Download download = page.waitForDownload(() -> page.getByText("Download my labels").click());
      assertEquals("keys-labels.jsonl", download.suggestedFilename());
      assertEquals(14, PreferenceFile.read(download.path()).size());
    }
  }

  @Test
  void aResponseIsRatedWithTheAnchorsInView() {
    try (Page page = annotate("rater")) {
      page.locator("#tab-ratings").click();
      page.getByText("The core is right and nothing is false.").waitFor();
      for (String dimension :
          List.of(
              "accuracy",
              "completeness",
              "instruction_adherence",
              "tone",
              "safety",
              "concision",
              "calibration")) {
        page.locator("input[name=" + dimension + "][value='4']").check();
      }
      click(page, "Save and next");
      page.getByText("1 of 14 saved").waitFor();
      assertCalm(page);
    }
  }

  @Test
  void aWrittenAnswerIsKeptAndJudged() {
    try (Page page = annotate("writer")) {
      page.locator("#tab-demonstrations").click();
      page.locator("#text").fill("Great question! " + HOSTILE);
      click(page, "Save and judge");
      page.getByText("Your last answer").waitFor();
      assertTrue(page.locator("#view").textContent().contains("<img src=x"));
      assertCalm(page);
    }
  }

  @Test
  void ownLabelsBecomeAModelBesideTheBaselines() {
    try (Page page = annotate("trainer")) {
      for (int n = 1; n <= 10; n++) {
        press(page, "ArrowLeft", n + " of 56 saved");
      }
      page.navigate(page.url().replaceFirst("/annotate.*", "/train"));
      page.locator("#in_crowd").check();
      page.locator("#weighted").check();
      click(page, "Train");
      page.getByText("What your labels made of it").waitFor();
      page.getByText("length-loving").first().waitFor();
      assertTrue(page.locator(".finding").textContent().contains("Your model writes"));
      page.locator("#curves figure").nth(2).waitFor();
      assertCalm(page);
      Page report = page.context().waitForPage(() -> page.getByText("Open its report").click());
      report.waitForSelector("html[data-drawn]");
      assertEquals(null, report.evaluate("() => window.ran"));
    }
  }

  @Test
  void aSettingRunsAndItsLinkRestoresIt() {
    try (Page page = open("/bench?verbosity_bias=3&careless=0.4&algorithm=grpo", 1280)) {
      assertEquals("3", page.locator("#verbosity_bias").inputValue());
      assertEquals("grpo", page.locator("#algorithm").inputValue());
      page.locator("#verbosity_bias").press("ArrowRight");
      page.waitForURL(url -> url.contains("verbosity_bias=3.5"));
      click(page, "Run");
      page.getByText("What the model answers now").waitFor();
      page.getByText("The last runs").first().waitFor();
      click(page, "Which labels matter?");
      click(page, "Flip this label");
      page.getByText("One label flipped").waitFor();
      assertCalm(page);
    }
  }

  @Test
  void aJobCanBeStoppedAndIsStillThereAfterAReload() throws IOException {
    Path slow = Files.createFile(shared.resolve("slow"));
    try (Page page = open("/bench?pairs=150", 1280)) {
      click(page, "Run");
      page.getByText("left").first().waitFor();
      page.reload();
      page.locator(".job.running").waitFor();
      click(page, "Cancel");
      page.navigate(page.url().replaceFirst("/bench.*", "/"));
      page.locator(".job.cancelled").first().waitFor();
    } finally {
      Files.delete(slow);
    }
  }

  @Test
  void theTourRunsItsStagesAndAsksItsExercises() {
    try (Page page = open("/tour", 1280)) {
      page.fill("#name", "tourist");
      click(page, "Begin");
      click(page, "Run stage 3");
      page.getByText("Run again").first().waitFor();
      click(page, "Run stage 4");
      page.getByText("The same questions, before and after").first().waitFor();
      page.locator("#stages section")
          .last()
          .getByText(
              "before", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
          .first()
          .waitFor();
      page.locator("details#stages summary").first().click();
      page.locator("details#stages").getByText("Show me").first().click();
      page.locator("details#stages .shown").first().waitFor();
      page.locator("details#stages")
          .getByText(
              "the reward model",
              new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
          .last()
          .click();
      page.getByText("Both answers are right").waitFor();
      page.locator("details#reinforcement summary").click();
      page.locator("#reason-rank-and-say-why").fill("It felt right.");
      page.locator("details#reinforcement").getByText("The first is better").click();
      page.getByText("A reason as it could be").waitFor();
      page.locator("details#stages").getByText("I have read this section").click();
      page.locator("details#stages summary .right:has-text('✓')").waitFor();
      assertCalm(page);
    }
    assertTrue(Files.exists(root.resolve("people/tourist/lesson.json")));
  }

  @Test
  void labelFilesAreDroppedInLookedAtAndCompared() {
    try (Page page = open("/research", 1280)) {
      page.setInputFiles("#file", new DataFolder(SmallRun.DATA).labels("careful"));
      page.getByText("Every line can be used.").waitFor();
      page.getByText("crowd-careless-1").waitFor();
      page.locator("input[value='careful']").check();
      click(page, "Compare in the background");
      page.getByText("careful is above crowd in gold score.").waitFor();
      assertCalm(page);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {375, 1280, 1920})
  void noPageIsWiderThanTheScreen(int width) {
    for (String path : PAGES) {
      try (Page page = open(path, width)) {
        Object found = page.evaluate("() => document.documentElement.scrollWidth");
        assertEquals(width, found, path + " at " + width);
      }
    }
  }

  @Test
  void axeFindsNoSeriousIssue() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (String path : PAGES) {
        try (Page page =
            open(path + (path.equals("/annotate") ? "?person=axe" : ""), 1280, scheme, true)) {
          List<String> serious =
              new AxeBuilder(page)
                  .analyze().getViolations().stream()
                      .filter(it -> List.of("serious", "critical").contains(it.getImpact()))
                      .map(it -> it.getId() + ": " + it.getNodes().getFirst().getHtml())
                      .toList();
          assertEquals(List.of(), serious, path + ", " + scheme);
        }
      }
    }
  }
}
