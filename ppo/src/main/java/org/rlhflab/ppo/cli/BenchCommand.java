package org.rlhflab.ppo.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.rlhflab.ppo.bench.Bench;
import org.rlhflab.ppo.bench.BenchPreset;
import org.rlhflab.ppo.bench.BenchResult;
import org.rlhflab.ppo.bench.BenchResult.Figures;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.kernel.BlasCoreType;
import org.rlhflab.pretrain.stage.Machine;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf bench`: the speed of this machine and of the model's hot loop.
@Command(
    name = "bench",
    description = {
      "How fast this machine multiplies matrices, and how near to that a training step, decoding"
          + " and a PPO iteration come.",
      "MFU is the model's own arithmetic over the rate of the matrix product, measured in the same"
          + " run. Takes about a minute; nothing else should run meanwhile."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf bench                        the sizes of the default run",
      "  rlhf bench --preset reference     a shape measured elsewhere too"
    })
public final class BenchCommand implements Callable<Integer> {

  /// Which sizes.
  private enum Preset {
    REFERENCE,
    DEMO;

    BenchPreset sizes() {
      return switch (this) {
        case REFERENCE -> BenchPreset.reference();
        case DEMO -> BenchPreset.demo();
      };
    }
  }

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "reference or demo (default: demo, what the default run trains).")
  private Preset preset = Preset.DEMO;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    Console console = global.console("bench");
    BenchPreset sizes = preset.sizes();
    console.say(described(sizes));
    BenchResult result = new Bench(sizes, global.threads(), global.random()).run();
    console.print(shown(result));
    console.json(result.json());
    return 0;
  }

  private static String described(BenchPreset sizes) {
    GptConfig shape = sizes.shape();
    return "%s: vocabulary %,d, width %d, %d layers, %d heads; %d sequences of %d tokens a step"
        .formatted(
            sizes.name(),
            shape.vocabulary(),
            shape.width(),
            shape.layers(),
            shape.heads(),
            sizes.batch(),
            sizes.length());
  }

  private static String shown(BenchResult result) {
    Table table = new Table("", "ms", "tokens/s", "GFLOP/s", "MFU", "allocated bytes");
    row(table, "training step", result, result.training());
    row(table, "decoding", result, result.decoding());
    row(table, "PPO iteration", result, result.ppo());
    Machine machine = Machine.current();
    String where =
        "%s, %d threads; sgemm %.0f GFLOP/s (core type %s)"
            .formatted(
                machine.processor(), result.threads(), result.sgemmGflops(), BlasCoreType.select());
    return table + "\n\n" + where;
  }

  private static void row(Table table, String name, BenchResult result, Figures figures) {
    table.row(
        name,
        number("%.2f", figures.milliseconds()),
        number("%,.0f", figures.tokensPerSecond()),
        number("%.0f", figures.gflops()),
        number("%.2f", result.mfu(figures)),
        number("%,.0f", (double) figures.allocatedBytes()));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
