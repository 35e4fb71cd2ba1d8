package org.rlhflab.ppo.lesson.demonstration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.lesson.demonstration.Shown.Figures;
import org.rlhflab.ppo.lesson.demonstration.Shown.Note;
import org.rlhflab.ppo.lesson.demonstration.Shown.Piece;
import org.rlhflab.ppo.lesson.demonstration.Shown.Quote;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.SamplesLog.Sample;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseGrammar;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.sft.demonstration.Demonstration;
import org.rlhflab.sft.demonstration.DemonstrationFile;

/// Demonstrations by texts: raw, written by people, answered by models.
///
/// @param evidence what they are computed from
record TextDemonstrations(Evidence evidence) {
  private static final String EXAMPLE = "stack-and-queue";
  private static final int READ = 300;

  Shown baseAnswer() {
    return evidence.run().flatMap(this::beforeAndAfter).orElseGet(this::rawText);
  }

  /// The fixed question on which fine-tuning gained most.
  private Optional<Shown> beforeAndAfter(FinishedRun run) {
    record Both(Sample before, Sample after) {
      double gain() {
        return score(after) - score(before);
      }
    }
    List<Both> both = new ArrayList<>();
    for (Sample before : run.pretrain().samples()) {
      run.sft().samples().stream()
          .filter(after -> after.prompt().equals(before.prompt()))
          .findFirst()
          .ifPresent(after -> both.add(new Both(before, after)));
    }
    return both.stream()
        .max(Comparator.comparingDouble(Both::gain))
        .map(it ->
            Shown.of(
                evidence.runFrom(),
                new Note("Asked: " + it.before().prompt()),
                quote("the base model", it.before()),
                quote("the fine-tuned model", it.after())));
  }

  private static Quote quote(String who, Sample sample) {
    String text = sample.response().isBlank() ? "(nothing)" : sample.response();
    return new Quote(who, text, "gold score %.2f of 5".formatted(score(sample)));
  }

  private static double score(Sample sample) {
    return sample.gold().getOrDefault("overall", 1.0);
  }

  /// The falsehood that stands in the corpus most often for every time the truth does.
  private Shown rawText() {
    RawText text = new RawText(evidence.data());
    List<List<String>> rows = new ArrayList<>();
    for (Topic topic : evidence.world().topics()) {
      for (String falsehood : topic.misconceptions()) {
        int wrong = text.count(falsehood);
        int right = text.count(topic.core());
        if (wrong > 0) {
          rows.add(List.of(String.valueOf(wrong), falsehood, String.valueOf(right), topic.core()));
        }
      }
    }
    rows.sort(
        Comparator.comparingDouble(
            row -> -Double.parseDouble(row.getFirst()) / (1 + Double.parseDouble(row.get(2)))));
    List<Piece> pieces = new ArrayList<>();
    pieces.add(
        new Note(
            "Raw text says many things that are not so. A model that continues it has read both of"
                + " these:"));
    for (List<String> row : rows.stream().limit(2).toList()) {
      pieces.add(
          new Quote("false", row.get(1), "%s times in the raw text".formatted(row.getFirst())));
      pieces.add(new Quote("true", row.get(3), "%s times".formatted(row.get(2))));
    }
    return new Shown("the shipped raw text", pieces);
  }

  Shown demonstrations() {
    List<Demonstration> careful = read("careful");
    List<Demonstration> sloppy = read("sloppy");
    List<Piece> pieces = new ArrayList<>();
    careful.stream()
        .filter(one -> sloppy.stream().anyMatch(it -> it.prompt().equals(one.prompt())))
        .findFirst()
        .ifPresent(one -> {
          pieces.add(new Note("Asked: " + one.prompt()));
          pieces.add(new Quote("a careful writer", one.completion(), ""));
          sloppy.stream()
              .filter(it -> it.prompt().equals(one.prompt()))
              .findFirst()
              .ifPresent(it -> pieces.add(new Quote("a sloppy writer", it.completion(), "")));
        });
    pieces.add(
        new Figures(
            List.of("who wrote or answered", "words", "fillers", "gold score"),
            rows(careful, sloppy)));
    String from = "the shipped demonstrations";
    return new Shown(
        evidence.run().map(it -> from + " and " + evidence.runFrom()).orElse(from), pieces);
  }

  private List<List<String>> rows(List<Demonstration> careful, List<Demonstration> sloppy) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("careful demonstrations", careful));
    rows.add(row("sloppy demonstrations", sloppy));
    evidence
        .run()
        .ifPresent(run ->
            run.document().arms().stream()
                .filter(model -> model.labels().isEmpty())
                .forEach(model ->
                    rows.add(
                        List.of(
                            "the model " + model.name() + " of the run",
                            two(model.behaviour("words").map(it -> it.mean())),
                            two(model.behaviour("fillers").map(it -> it.mean())),
                            two(model.gold("overall").map(it -> it.mean()))))));
    return rows;
  }

  private List<String> row(String name, List<Demonstration> written) {
    double words = 0;
    double fillers = 0;
    double gold = 0;
    int count = 0;
    for (Demonstration one : written) {
      Optional<Question> question = evidence.questions().find(one.prompt());
      if (question.isPresent() && count < READ) {
        Response response = evidence.parser().parse(one.completion());
        Behaviour behaviour = Behaviour.of(question.get(), response, true);
        words += behaviour.words();
        fillers += behaviour.fillers();
        gold += GoldRubric.DEFAULTS.score(question.get(), response).overall();
        count++;
      }
    }
    int n = Math.max(1, count);
    return List.of(
        name,
        two(Optional.of(words / n)),
        two(Optional.of(fillers / n)),
        two(Optional.of(gold / n)));
  }

  private List<Demonstration> read(String kind) {
    Path file = evidence.data().demonstrations(kind);
    return DemonstrationFile.read(file);
  }

  Shown padding() {
    Topic topic =
        evidence.world().find(EXAMPLE).orElseGet(() -> evidence.world().topics().getFirst());
    Question question = evidence.questions().trainingOn(topic).getFirst();
    ResponseGrammar grammar = new ResponseGrammar(evidence.world());
    List<Sentence> answer =
        List.of(grammar.core(topic), grammar.fact(topic, 0), grammar.fact(topic, 1));
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("the answer", question, grammar, answer));
    rows.add(row("+ an opener", question, grammar, with(grammar.opener(0), answer)));
    rows.add(row("+ a filler", question, grammar, and(answer, grammar.filler(0))));
    rows.add(
        row(
            "+ praise of the topic",
            question,
            grammar,
            and(answer, grammar.affirmation(topic, 0))));
    rows.add(row("+ its first sentence again", question, grammar, and(answer, answer.getFirst())));
    rows.add(
        row(
            "padding alone",
            question,
            grammar,
            List.of(grammar.opener(0), grammar.affirmation(topic, 0), grammar.filler(0))));
    return Shown.of(
        "the grammar and the gold rubric",
        new Note("Asked: " + question.text()),
        new Quote("the answer", grammar.write(answer).text(), ""),
        new Figures(List.of("what is said", "words", "gold score"), rows));
  }

  private static List<String> row(
      String name, Question question, ResponseGrammar grammar, List<Sentence> sentences) {
    Response response = grammar.write(sentences);
    return List.of(
        name,
        String.valueOf(Behaviour.words(response.text())),
        two(Optional.of(GoldRubric.DEFAULTS.score(question, response).overall())));
  }

  private static List<Sentence> with(Sentence before, List<Sentence> answer) {
    List<Sentence> all = new ArrayList<>(List.of(before));
    all.addAll(answer);
    return all;
  }

  private static List<Sentence> and(List<Sentence> answer, Sentence after) {
    List<Sentence> all = new ArrayList<>(answer);
    all.add(after);
    return all;
  }

  private static String two(Optional<Double> value) {
    return value.map("%.2f"::formatted).orElse("-");
  }
}
