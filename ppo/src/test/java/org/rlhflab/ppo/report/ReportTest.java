package org.rlhflab.ppo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.report.run.RunReader;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;

class ReportTest {
  private static final String HOSTILE =
      "</script><script>alert('x')</script><!--<img src=http://evil.example/x onerror=alert(1)>"
          + "\" onmouseover=\"alert(2)\u2028&lt;@arm1 ${1+1}";

  @TempDir private Path folder;

  private String page(Path... runs) throws IOException {
    Path file = folder.resolve("page.html");
    Report.write(List.of(runs), new DataFolder(SmallRun.DATA), file);
    return Files.readString(file);
  }

  /// Without the scripts and the style that we put there ourselves.
  private static String text(String page) {
    return page.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "");
  }

  @Test
  void aPageOfADemoSaysItsFindingAndStaysBelowThreeMegabytes() throws IOException {
    String page = page(SmallRun.demo(folder.resolve("demo"), 7));
    assertTrue(page.contains("Labels of seed 7 did it."));
    assertTrue(page.contains("rlhf demo --seed 7 --out "));
    assertTrue(page.length() < 3_000_000, "" + page.length());
    assertEquals(13, Pattern.compile("<figure ").matcher(page).results().count());
    assertEquals(13, Pattern.compile("<summary>Data table").matcher(page).results().count());
  }

  @Test
  void severalRunsBecomeOnePageWithBandsAndAFolderGivenTwiceCountsOnce() throws IOException {
    Path seven = SmallRun.demo(folder.resolve("seven"), 7);
    Path eight = SmallRun.demo(folder.resolve("eight"), 8);
    String page = page(seven, eight, seven);
    assertTrue(page.contains("Labels of seed 7 did it.") && page.contains("Labels of seed 8 did"));
    assertEquals(2, Pattern.compile("<article class=\"origin\"").matcher(page).results().count());
    assertTrue(page.contains("\"renderItem\":\"band\""));
    assertTrue(page.contains("ppo-careful, lowest"));
  }

  @Test
  void hostileTextStaysText() throws IOException {
    String page = page(SmallRun.run(folder.resolve("run"), HOSTILE));
    String text = text(page);
    assertFalse(text.contains("<script>alert"), "a script of the input's");
    assertFalse(text.contains("<img"), "an element of the input's");
    assertFalse(text.contains("<!--"), "a comment of the input's");
    assertFalse(Pattern.compile("<[^>]*\\sonmouseover=\"alert").matcher(text).find());
    assertEquals(3, Pattern.compile("<script").matcher(page).results().count());
    assertTrue(text.contains("&lt;img src=http://evil.example/x onerror=alert(1)&gt;"));
    Matcher data =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertTrue(data.find());
    assertTrue(Json.MAPPER.readTree(data.group(1)).toString().contains("alert('x')"));
  }

  @Test
  void nothingIsFetchedAndOnlyOurOwnScriptsMayRun() throws IOException {
    String page = page(SmallRun.demo(folder.resolve("demo"), 7));
    String text = text(page);
    assertFalse(
        Pattern.compile("(src|href|action)\\s*=\\s*[\"']?(https?:)?//").matcher(text).find());
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(page);
    assertTrue(policy.find());
    assertTrue(
        policy
            .group(1)
            .replace("&#39;", "'")
            .startsWith("default-src 'none'; script-src 'sha256-"));
    assertFalse(policy.group(1).contains("unsafe") || policy.group(1).contains("http"));
    assertTrue(page.indexOf("Content-Security-Policy") < page.indexOf("<style"));
    assertFalse(Pattern.compile("\\s(style|on[a-z]+)=").matcher(text).find(), "inline attribute");
  }

  @Test
  void escapedJsonIsTheSameJson() {
    String json = Json.MAPPER.writeValueAsString(Map.of("a", HOSTILE));
    String escaped = InlineData.escape(json);
    assertFalse(Pattern.compile("[<>&'\u2028\u2029]").matcher(escaped).find(), escaped);
    assertEquals(Json.MAPPER.readTree(json), Json.MAPPER.readTree(escaped));
  }

  @Test
  void theCommandNamesWhatDiffersFromTheDefaults() throws IOException {
    Path run = SmallRun.run(folder.resolve("run"), "it's");
    Path record = run.resolve("4-ppo/stage.json");
    String changed =
        Files.readString(record).replaceFirst("\"iterations\":\\d+", "\"iterations\":61");
    Files.writeString(record, changed);
    assertEquals(
        "rlhf run --seed 7 --annotators 'it'\\''s' --set ppo.iterations=61 --out %s-again"
            .formatted(run),
        Reproduction.of(RunReader.read(run)));
  }

  @Test
  void whereNoBrowserIsOnThePathNoneIsFound() throws IOException {
    assertEquals(Optional.empty(), HeadlessBrowser.find(Map.of()));
    Path program = Files.createFile(folder.resolve("chromium"));
    assertTrue(program.toFile().setExecutable(true));
    assertEquals(
        Optional.of(new HeadlessBrowser(program)),
        HeadlessBrowser.find(Map.of("PATH", folder.resolve("none") + ":" + folder)));
  }
}
