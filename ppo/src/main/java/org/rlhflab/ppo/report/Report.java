package org.rlhflab.ppo.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.RunReader;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;

/// Reads finished runs and writes their page.
public final class Report {
  private Report() {}

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
    AtomicFile.writeText(file, HtmlPage.of(page));
    return page;
  }
}
