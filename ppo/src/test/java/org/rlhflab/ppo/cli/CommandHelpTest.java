package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlhflab.ppo.evaluation.EvaluateCommand;
import org.rlhflab.reward.LabelsCommand;

class CommandHelpTest {

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "generate", "chat", "labels", "labels validate", "bench"})
  void helpShowsAnExampleOfItsOwnInEightyColumns(String command) {
    StringWriter out = new StringWriter();
    int exit =
        Main.commandLine(
                List.of(
                    new EvaluateCommand(),
                    new GenerateCommand(),
                    new ChatCommand(),
                    new LabelsCommand(),
                    new BenchCommand()))
            .setOut(new PrintWriter(out, true))
            .execute((command + " --help").split(" "));
    String help = out.toString();
    assertEquals(0, exit, help);
    String examples = help.substring(Math.max(0, help.indexOf("Example")));
    assertTrue(examples.contains("rlhf " + command), help);
    assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
  }
}
