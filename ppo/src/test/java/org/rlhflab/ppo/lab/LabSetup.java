package org.rlhflab.ppo.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rlhflab.ppo.lab.flow.LabFolder;
import org.rlhflab.ppo.lab.job.Launcher;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.stage.DataFolder;

/// A lab whose models are ready: made-up figures, and the shipped crowd's labels to draw from.
public final class LabSetup {
  /// Keeps a core busy, as a training does, until it is ended.
  public static final Launcher BUSY = new Launcher(List.of("/bin/sh", "-c", "while :; do :; done"));

  private LabSetup() {}

  /// Makes the folder.
  public static LabFolder folder(Path root) throws IOException {
    DataFolder data = new DataFolder(SmallRun.DATA);
    LabFolder folder = new LabFolder(root, data, "0.1.0");
    if (!Files.exists(folder.crowd())) {
      SmallRun.demo(folder.models().path(), 7);
      Files.copy(data.labels("crowd"), folder.crowd());
    }
    return folder;
  }

  /// A lab in a process of its own, which can be killed: prints its address.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Lab lab = Lab.start(folder(Path.of(arguments[0])), BUSY, 0);
    System.out.println(lab.address());
    Thread.sleep(60_000);
  }
}
