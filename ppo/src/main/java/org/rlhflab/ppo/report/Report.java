package org.rlhflab.ppo.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.ppo.report.audit.LabelAuditPage;
import org.rlhflab.ppo.report.comparison.ComparisonPage;
import org.rlhflab.ppo.report.comparison.ComparisonReader;
import org.rlhflab.ppo.report.part.Page;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.RunReader;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.LabelAudit;

/// Reads finished runs and writes their page.
public final class Report {
  private static final String HTML = "<!doctype html>";

  private Report() {}

  /// Writes the page of whatever these folders hold: a comparison or an experiment, or runs.
  ///
  /// @return what the page says
  public static Page writeAny(List<Path> folders, DataFolder data, Path file) {
    List<Path> results =
        folders.stream().flatMap(it -> ComparisonReader.results(it).stream()).toList();
    if (results.isEmpty()) {
      return write(folders, data, file);
    }
    if (folders.size() > 1) {
      throw BadInput.in(
          results.getFirst(),
          "is a comparison's, and its page holds all its runs; give it without other folders");
    }
    return writeComparison(results.getFirst(), data, file);
  }

  /// Writes the page of a comparison or an experiment, given its file of results.
  ///
  /// @return what the page says
  public static Page writeComparison(Path results, DataFolder data, Path file) {
    Page page = ComparisonPage.of(ComparisonReader.read(results), WorldReader.read(data.world()));
    write(page, file);
    return page;
  }

  /// Writes the page of a label file's audit; `seed` is the one it was made with.
  public static void writeAudit(
      Path labels, LabelAudit audit, long seed, DataFolder data, Path file) {
    World world = WorldReader.read(data.world());
    Page page = LabelAuditPage.of(labels, PreferenceFile.read(labels), audit, seed, world);
    write(page, file);
  }

  /// Writes the page of these runs to `file`, whole or not at all. A folder given twice counts
  /// once.
  ///
  /// @return what the page says
  public static ReportPage write(List<Path> folders, DataFolder data, Path file) {
    Map<Path, FinishedRun> runs = new LinkedHashMap<>();
    for (Path folder : folders) {
      runs.computeIfAbsent(folder.toAbsolutePath().normalize(), _ -> RunReader.read(folder));
    }
    World world = WorldReader.read(data.world());
    ReportPage page = ReportPage.of(new RunSet(new ArrayList<>(runs.values())), world);
    write(page, file);
    return page;
  }

  /// A page takes the place of a page, and of nothing else.
  private static void write(Page page, Path file) {
    try {
      if (Files.isRegularFile(file) && !isPage(file)) {
        throw BadInput.in(file, "is there already and is no page; name another file");
      }
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
    AtomicFile.writeText(file, HtmlPage.of(page));
  }

  private static boolean isPage(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(HTML.length()), StandardCharsets.ISO_8859_1);
      return start.isEmpty() || start.equalsIgnoreCase(HTML);
    }
  }
}
