package org.rlhflab.reward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.KeptFiles;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.label.LabelConversion;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.RatedPairs;
import org.rlhflab.reward.label.Rating;
import org.rlhflab.reward.label.RatingFile;
import org.rlhflab.reward.label.SkippedLines;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.label.format.LabelLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rlhf labels convert`: label files from elsewhere, and for elsewhere.
@Command(
    name = "convert",
    description = {
      "Rewrite a label file in another form, plain or .gz, whatever its size.",
      "KIND is one of:",
      "  rlhf               ours: TRL's explicit prompt with all our fields",
      "  trl                TRL preference: prompt, chosen, rejected",
      "  trl-implicit       TRL preference, the prompt in both texts",
      "  trl-conversational and trl-conversational-implicit  in messages",
      "  prompt-completion  TRL: demonstrations, the chosen response of pairs",
      "  hh                 Anthropic HH: two transcripts",
      "  shp                Stanford Human Preferences",
      "  ultrafeedback      UltraFeedback, binarized",
      "  summarize          OpenAI's summary comparisons",
      "  csv                a table with a header; see --columns",
      "  ratings            ours: a response and its ratings, 1 to 5",
      "  helpsteer          HelpSteer's ratings, 0 to 4",
      "Ratings become pairs too: two responses to one prompt, marked by the same person.",
      "What the other form has no room for is counted and named. Ties, which only rlhf and csv can"
          + " say, go to a file beside the result, its name ending in .ties.jsonl."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels convert hh-rlhf/test.jsonl.gz --to rlhf --out hh.jsonl",
      "  rlhf labels convert mine.csv --columns prompt=question,chosen=better \\",
      "      --to trl --out mine.jsonl --skip-bad bad.jsonl"
    })
public final class LabelsConvertCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Labels in any of the forms.")
  private Path file = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "KIND",
      defaultValue = "auto",
      description = "The form of FILE (default: auto, what its first good line looks like).")
  private String from = "auto";

  @Option(names = "--to", paramLabel = "KIND", required = true, description = "The form to write.")
  private String to = "";

  @Option(
      names = "--columns",
      paramLabel = "OURS=THEIRS",
      split = ",",
      description = "Names of a CSV file's columns, where they are not ours.")
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--skip-bad",
      paramLabel = "FILE",
      description = "Leave bad lines out and write them there, each with its reason.")
  private @Nullable Path skipBad;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    Console console = global.console();
    Path out =
        global
            .out()
            .orElseThrow(() -> new BadInput("--out FILE is missing: where the result is to go"));
    KeptFiles.checkInput("--out", out, file);
    if (skipBad != null) {
      KeptFiles.checkInput("--skip-bad", skipBad, file);
      KeptFiles.checkOutputs("--skip-bad", skipBad, "--out", out);
    }
    LabelKind target = kind(to, "--to");
    Optional<LabelKind> source =
        from.equals("auto") ? Optional.empty() : Optional.of(kind(from, "--from"));
    LabelLines lines =
        PreferenceFile.lines(file, source, target == LabelKind.CSV ? Map.of() : columns);
    boolean compared =
        target.holds() == LabelKind.Holds.PAIRS
            && lines.look().filter(it -> it.holds() == LabelKind.Holds.RATINGS).isPresent();
    Map<String, String> theirs = target == LabelKind.CSV ? columns : Map.of();
    LabelConversion.Result result =
        compared
            ? pairs(console, lines.detected().key(), target, theirs, out)
            : new LabelConversion(lines, target, theirs)
                .write(out, Optional.ofNullable(skipBad), console.progress());
    show(console, result, out);
    console.json(result);
    return 0;
  }

  /// Ratings first become pairs of our own form, in a file that goes again.
  private LabelConversion.Result pairs(
      Console console, String origin, LabelKind target, Map<String, String> theirs, Path out) {
    List<Rating> ratings = new ArrayList<>();
    Path side = skipBad;
    long skipped = 0;
    if (side == null) {
      ratings.addAll(RatingFile.read(file));
    } else {
      skipped =
          SkippedLines.write(
              side, onBad -> RatingFile.forEach(file, (_, rating) -> ratings.add(rating), onBad));
    }
    RatedPairs made = RatedPairs.of(file, ratings, GoldRubric.DEFAULTS.weights());
    console.print(RatingTable.pairs(made));
    try {
      Path between = Files.createTempFile("rlhf-pairs", ".jsonl");
      try {
        PreferenceFile.write(between, made.pairs());
        LabelConversion.Result result =
            new LabelConversion(
                    PreferenceFile.lines(between, Optional.of(LabelKind.RLHF), Map.of()),
                    target,
                    theirs)
                .write(out, Optional.empty(), console.progress());
        return new LabelConversion.Result(
            origin,
            result.to(),
            result.written(),
            skipped,
            result.ties(),
            result.tiesFile(),
            result.lost());
      } finally {
        Files.deleteIfExists(between);
      }
    } catch (IOException e) {
      throw FileFailure.writing(out, e);
    }
  }

  private static LabelKind kind(String key, String option) {
    return LabelKind.of(key)
        .orElseThrow(() ->
            new BadInput(
                "%s %s: no such form; there are %s".formatted(option, key, LabelKind.keys())));
  }

  private void show(Console console, LabelConversion.Result result, Path out) {
    console.print(
        say("%s: %,d lines from %s to %s", out, result.written(), result.from(), result.to()));
    result
        .tiesFile()
        .ifPresent(ties ->
            console.print(
                say(
                    "%,d ties, which %s would read as wins, are in %s",
                    result.ties(), result.to(), ties)));
    result
        .lost()
        .forEach((field, lines) ->
            console.print(
                say("%s has no room for \"%s\" of %,d lines", result.to(), field, lines)));
    if (skipBad != null) {
      console.print(say("%,d bad lines were left out; they are in %s", result.skipped(), skipBad));
    }
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
