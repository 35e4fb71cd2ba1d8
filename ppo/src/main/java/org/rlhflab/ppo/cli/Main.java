package org.rlhflab.ppo.cli;

import java.io.PrintWriter;
import java.util.List;
import org.rlhflab.ppo.PpoCommand;
import org.rlhflab.ppo.evaluation.EvaluateCommand;
import org.rlhflab.pretrain.PretrainCommand;
import org.rlhflab.pretrain.stage.CodeVersion;
import org.rlhflab.pretrain.terminal.Streams;
import org.rlhflab.reward.AnnotateCommand;
import org.rlhflab.reward.DataCommand;
import org.rlhflab.reward.LabelsCommand;
import org.rlhflab.reward.RewardModelCommand;
import org.rlhflab.sft.SftCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/// The `rlhf` command: puts the modules' commands together and runs the one that was asked for.
@Command(
    name = "rlhf",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "See how human labels shape a language model: pretraining, fine-tuning, reward"
            + " model and PPO on a small world whose truth is known.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf demo               careful labels against verbose-biased ones, end to end",
      "  rlhf demo --help        what it does and its options",
      "  rlhf chat --model runs/demo/careful/4-ppo        talk to a model it trained"
    })
public final class Main {
  private Main() {}

  /// Every command, in the order in which `rlhf --help` shows them: a new one is added here and
  /// nowhere else.
  static List<Object> commands() {
    return List.of(
        new DemoCommand(),
        new PretrainCommand(),
        new SftCommand(),
        new AnnotateCommand(),
        new LabelsCommand(),
        new RewardModelCommand(),
        new PpoCommand(),
        new RunCommand(),
        new CompareCommand(),
        new ExperimentCommand(),
        new DiagnoseCommand(),
        new GenerateCommand(),
        new ChatCommand(),
        new EvaluateCommand(),
        new ReportCommand(),
        new LessonCommand(),
        new LabCommand(),
        new ExportCommand(),
        new DataCommand(),
        new BenchCommand());
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    Streams.restore();
    Interruption.announce(Streams.standard());
    // The version needs no command, and some commands' settings load the kernels.
    boolean version = args.length == 1 && List.of("--version", "-V").contains(args[0]);
    int exitCode =
        Failures.catching(
            System.err, () -> commandLine(version ? List.of() : commands()).execute(args));
    Interruption.over();
    System.exit(Failures.withLostOutput(System.err, exitCode));
  }

  /// The whole command line over these commands.
  static CommandLine commandLine(List<Object> commands) {
    CommandLine line = new CommandLine(new Main());
    commands.forEach(line::addSubcommand);
    AuditHtmlOption.addTo(line);
    equip(line);
    Streams streams = Streams.standard();
    Ansi ansi = streams.outIsTerminal() && streams.colours() ? Ansi.ON : Ansi.OFF;
    return line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setOut(new PrintWriter(streams.out(), true, streams.out().charset()))
        .setErr(new PrintWriter(streams.err(), true, streams.err().charset()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::wrongUsage)
        .setExecutionExceptionHandler(Failures::exitCode);
  }

  /// Gives `--help` and `--version` to every command, however deep.
  private static void equip(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().sortOptions(false); // what belongs together stays together
    spec.versionProvider(() -> new String[] {"rlhf " + CodeVersion.product()});
    line.getSubcommands().values().forEach(Main::equip);
  }
}
