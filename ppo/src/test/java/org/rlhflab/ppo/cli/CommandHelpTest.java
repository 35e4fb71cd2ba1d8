package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandHelpTest {
  /// Others rely on these names.
  private static final List<String> PROMISED =
      List.of(
          "demo",
          "pretrain",
          "sft",
          "reward-model",
          "ppo",
          "annotate",
          "labels validate",
          "labels audit",
          "labels aggregate",
          "labels convert",
          "labels influence",
          "labels budget",
          "labels break-even",
          "labels power",
          "generate",
          "chat",
          "evaluate",
          "run",
          "compare",
          "experiment",
          "diagnose",
          "report",
          "lesson",
          "lab",
          "export",
          "bench",
          "data generate",
          "data validate");

  /// Every command, however deep, by its whole name.
  static Stream<String> commands() {
    return below(Main.commandLine(Main.commands()));
  }

  private static Stream<String> below(CommandLine line) {
    return line.getSubcommands().values().stream()
        .flatMap(command ->
            Stream.concat(
                Stream.of(command.getCommandSpec().qualifiedName().substring("rlhf ".length())),
                below(command)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpShowsAnExampleOfItsOwnInEightyColumns(String command) {
    Rlhf run = Rlhf.run((command + " --help").split(" "));
    assertEquals(0, run.exitCode(), run.err());
    String help = run.out();
    String examples = help.substring(Math.max(0, help.indexOf("Example")));
    assertTrue(examples.contains("rlhf " + command), help);
    assertEquals(List.of(), help.lines().filter(line -> line.length() > 80).toList());
  }

  @Test
  void everyCommandIsAmongThem() {
    List<String> all = commands().toList();
    for (String name : PROMISED) {
      assertTrue(all.contains(name), () -> name + " is not among " + all);
    }
  }
}
