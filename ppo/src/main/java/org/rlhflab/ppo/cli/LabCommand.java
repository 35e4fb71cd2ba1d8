package org.rlhflab.ppo.cli;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.rlhflab.ppo.lab.Lab;
import org.rlhflab.ppo.lab.flow.LabFolder;
import org.rlhflab.ppo.lab.job.Launcher;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.CodeVersion;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf lab`: the page for people who label.
@Command(
    name = "lab",
    description = {
      "A local page where you are the annotator: label pairs and be measured as a platform would"
          + " measure you, train a model on your labels, move a bias and see the answers change.",
      "It answers this machine alone, and needs no network. What it trains are ordinary run folders"
          + " below --out; what is running when it ends goes on at its next start."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  rlhf lab", "  rlhf lab --open", "  rlhf lab --port 8080 --out runs/class"})
public final class LabCommand implements Callable<Integer> {
  private static final int MOST = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where it listens; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = 7477;

  @Option(names = "--open", description = "Open the page in the browser.")
  private boolean open;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// Where the page is.
  ///
  /// @param address with the secret of this start
  /// @param folder that it works in
  private record Started(String address, String folder) {}

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > MOST) {
      throw new BadInput("--port must be 0 to 65535, got " + port);
    }
    Console console = global.console();
    Path out = global.out("lab");
    LabFolder folder =
        new LabFolder(
            out.toAbsolutePath().normalize(),
            new DataFolder(global.data().toAbsolutePath().normalize()),
            CodeVersion.current());
    Lab lab = Lab.start(folder, new Launcher(launcher()), port);
    Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "rlhf-lab-end"));
    console.print("The lab is open on this machine, at this address:\n\n  " + lab.address());
    console.print("\nIt works in %s. Ctrl-C ends it.".formatted(out));
    console.json(new Started(lab.address(), out.toString()));
    if (open) {
      open(lab.address(), console);
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private static void open(String address, Console console) {
    for (String opener : List.of("xdg-open", "open")) {
      if (onPath(opener)) {
        try {
          new ProcessBuilder(opener, address)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
          return;
        } catch (IOException e) {
          break;
        }
      }
    }
    try {
      if (!GraphicsEnvironment.isHeadless() && Desktop.isDesktopSupported()) {
        Desktop.getDesktop().browse(URI.create(address));
        return;
      }
    } catch (IOException e) {
      console.warn("no browser could be opened (" + e.getMessage() + "); open the address above");
      return;
    }
    console.warn("no browser was found; open the address above");
  }

  private static boolean onPath(String program) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /// The distribution's launcher; Java itself when run from class files.
  private static List<String> launcher() {
    String home = System.getProperty("rlhf.home");
    if (home != null) {
      boolean windows = File.separatorChar == '\\';
      return List.of(Path.of(home, "bin", windows ? "rlhf.cmd" : "rlhf").toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-modules=jdk.incubator.vector",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    return command;
  }
}
