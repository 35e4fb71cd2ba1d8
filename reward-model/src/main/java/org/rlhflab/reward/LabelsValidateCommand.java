package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.KeptFiles;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.label.LabelValidation;
import org.rlhflab.reward.label.SkippedLines;
import org.rlhflab.reward.label.TokensBeyondContext;
import org.rlhflab.reward.label.WordCounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rlhf labels validate`: reads a whole file, whatever is wrong with it.
@Command(
    name = "validate",
    description = {
      "Read a label file, preferences in any form that labels convert knows or ratings, plain or"
          + " .gz, and count what is wrong with it.",
      "Exits with 2 if a line cannot be used, or contradicts an earlier one without being marked as"
          + " a repeat, unless --skip-bad takes such lines. Labels whose two responses are the same"
          + " are no error: they are counted, and dropped in training."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels validate data/labels/careful.jsonl --json",
      "  rlhf labels validate mine.jsonl --model runs/demo/2-sft --skip-bad bad.jsonl"
    })
public final class LabelsValidateCommand implements Callable<Integer> {
  private static final int BAD_LINES = 2;

  @Parameters(paramLabel = "FILE", description = "Labels as JSON Lines or CSV.")
  private Path file = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Also count the tokens that do not fit this model's context.")
  private @Nullable Path model;

  @Option(
      names = "--annotators",
      paramLabel = "PROFILE",
      description = "Refuse labels of anybody else: a file of profiles, or one of the data's.")
  private @Nullable String annotators;

  @Option(
      names = "--skip-bad",
      paramLabel = "FILE",
      description = "Write the lines at fault there, each with its reason, and exit with 0.")
  private @Nullable Path skipBad;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    Console console = global.console("validate");
    LabelValidation.Expectation expected =
        new LabelValidation.Expectation(
            people(), Optional.ofNullable(model).map(it -> counter(it)));
    LabelValidation found;
    if (skipBad == null) {
      found = LabelValidation.of(file, expected, (_, _, _) -> {}, console.progress());
    } else {
      KeptFiles.checkInput("--skip-bad", skipBad, file);
      LabelValidation[] result = new LabelValidation[1];
      SkippedLines.write(
          skipBad,
          onBad -> result[0] = LabelValidation.of(file, expected, onBad, console.progress()));
      found = result[0];
    }
    console.print(text(found));
    console.json(Json.tree(found));
    boolean good = found.bad() == 0 && found.unmarkedContradictions() == 0;
    return good || skipBad != null ? 0 : BAD_LINES;
  }

  private Set<String> people() {
    if (annotators == null) {
      return Set.of();
    }
    List<AnnotatorProfile> crowd = Annotation.crowd(new DataFolder(global.data()), annotators);
    return AnnotatorFile.people(crowd).stream()
        .map(AnnotatorProfile::id)
        .collect(Collectors.toSet());
  }

  private static TokensBeyondContext.Counter counter(Path folder) {
    ModelFolder model = ModelFolder.read(folder);
    Tokenizer tokenizer = model.tokenizer();
    return new TokensBeyondContext.Counter(
        model.gpt().config().context(),
        (prompt, response) ->
            tokenizer.encode(PromptFormat.prompt(prompt)).length
                + tokenizer.encode(PromptFormat.completion(response)).length
                + 1);
  }

  private String text(LabelValidation found) {
    StringBuilder text = new StringBuilder();
    lines(text, found.problems(), found.bad(), "bad lines");
    lines(text, found.doubts(), found.duplicates() + found.unmarkedContradictions(), "such lines");
    line(
        text,
        "%s: %,d %s, %,d bad, %,d empty, %,d ties, %,d duplicates, %,d contradictions",
        file,
        found.records(),
        found.kind().equals("ratings") ? "ratings" : "labels",
        found.bad(),
        found.empty(),
        found.ties(),
        found.duplicates(),
        found.contradictions());
    if (found.identical() > 0) {
      line(
          text,
          "%,d labels have the same text as chosen and as rejected: dropped in training",
          found.identical());
    }
    found
        .tokens()
        .ifPresent(tokens ->
            line(
                text,
                "%,d labels have more than the model's %,d tokens (the longest %,d): %,d tokens are"
                    + " cut",
                tokens.labels(),
                tokens.context(),
                tokens.longest(),
                tokens.tokens()));
    if (skipBad != null) {
      line(text, "the lines at fault are in %s", skipBad);
    }
    return text.append(words(found)).toString();
  }

  private static void lines(StringBuilder text, List<String> some, long all, String what) {
    some.forEach(problem -> text.append(problem).append('\n'));
    if (all > some.size()) {
      line(text, "... and %,d more %s", all - some.size(), what);
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String words(LabelValidation found) {
    Table table = new Table("words", "mean", "least", "5%", "25%", "half", "75%", "95%", "most");
    row(table, "prompt", found.promptWords());
    row(table, "chosen", found.chosenWords());
    row(table, "rejected", found.rejectedWords());
    return table.toString();
  }

  private static void row(Table table, String name, WordCounts words) {
    if (words.most() > 0) {
      table.row(
          name,
          String.format(Locale.ROOT, "%.1f", words.mean()),
          String.valueOf(words.least()),
          String.valueOf(words.q05()),
          String.valueOf(words.q25()),
          String.valueOf(words.median()),
          String.valueOf(words.q75()),
          String.valueOf(words.q95()),
          String.valueOf(words.most()));
    }
  }
}
