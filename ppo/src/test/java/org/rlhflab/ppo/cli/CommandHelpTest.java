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
    assertTrue(all.containsAll(List.of("demo", "labels validate", "data generate")), "" + all);
    assertEquals(24, all.size(), "commands: " + all);
  }
}
