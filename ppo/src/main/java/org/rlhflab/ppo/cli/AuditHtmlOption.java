package org.rlhflab.ppo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.KeptFiles;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.AuditListener;
import org.rlhflab.reward.LabelsAuditCommand;
import org.rlhflab.reward.quality.LabelAudit;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `--html` of `rlhf labels audit`, whose own module knows no pages.
final class AuditHtmlOption implements AuditListener {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the audit as one page that needs nothing beside it.")
  private @Nullable Path html;

  /// Gives the option to the command, if the command line has it.
  static void addTo(CommandLine line) {
    CommandLine labels = line.getSubcommands().get("labels");
    CommandLine audit = labels == null ? null : labels.getSubcommands().get("audit");
    if (audit == null) {
      return;
    }
    AuditHtmlOption option = new AuditHtmlOption();
    audit.addMixin("html", option);
    audit.<LabelsAuditCommand>getCommand().tell(option);
  }

  @Override
  public void found(Path file, boolean ratings) {
    if (html == null) {
      return;
    }
    if (ratings) {
      throw BadInput.in(file, "holds ratings, and --html shows preferences; leave it out");
    }
    KeptFiles.checkInput("--html", html, file);
    if (Files.isDirectory(html)) {
      throw BadInput.in(html, "is a folder; give the page's file with --html, such as audit.html");
    }
  }

  @Override
  public void audited(Path file, LabelAudit audit, GlobalOptions global) {
    if (html != null) {
      Report.writeAudit(file, audit, global.seed(), new DataFolder(global.data()), html);
      global.console().print("\nAll of it to look at, in a browser: " + html);
    }
  }
}
