package org.rlhflab.reward.annotator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.reward.annotator.ChoiceModel.Choice;
import org.rlhflab.reward.annotator.ChoiceModel.Side;
import org.rlhflab.reward.annotator.Utility.Term;

/// The reason that an annotator writes down. It is written from the term of the utility that spoke
/// most for the chosen response, and cites the sentence that shows it. It is vague where nothing
/// can be cited: taste, position, a choice that the difference spoke against. A careful person is
/// vague now and then too, and after a lapse the reason is usually vague, but sometimes cites a
/// sentence at random: a citation alone proves no reading.
///
/// @param style how this person gives reasons
/// @param draws where chance comes from
/// @param key what the chance is fixed by
record Rationale(RationaleStyle style, FixedDraws draws, List<String> key) {
  /// How often even a specific writer is vague.
  static final double VAGUE_AT_TIMES = 0.1;

  /// How often a lapse is covered by a sentence cited at random.
  static final double CITES_AT_RANDOM = 0.2;

  private static final List<String> VAGUE =
      List.of(
          "It is just better.",
          "It felt right.",
          "I liked this one more.",
          "The other one felt wrong.",
          "Better overall.",
          "It reads better.");

  private static final String VAGUE_TIE = "Both are about as good.";

  /// Copies its list.
  Rationale {
    key = List.copyOf(key);
  }

  /// The reason for a choice; empty for people who give none.
  String write(Choice choice, PairToLabel pair, Utility utilityA, Utility utilityB) {
    if (style == RationaleStyle.NONE) {
      return "";
    }
    if (choice.side() == Side.TIE) {
      return VAGUE_TIE;
    }
    boolean choseA = choice.side() == Side.A;
    ResponseFeatures chosen = choseA ? pair.a() : pair.b();
    ResponseFeatures rejected = choseA ? pair.b() : pair.a();
    double chance = draws.uniform(key.toArray(String[]::new));
    if (style == RationaleStyle.VAGUE) {
      return vague();
    }
    if (choice.lapsed()) {
      return chance < CITES_AT_RANDOM ? citedAtRandom(chosen) : vague();
    }
    if (chance < VAGUE_AT_TIMES) {
      return vague();
    }
    return decidingTerm(choseA ? utilityA : utilityB, choseA ? utilityB : utilityA)
        .flatMap(term -> reason(term, chosen, rejected))
        .orElseGet(this::vague);
  }

  /// The term that spoke most for the chosen response; empty if none spoke for it.
  static Optional<Term> decidingTerm(Utility chosen, Utility rejected) {
    return Arrays.stream(Term.values())
        .filter(term -> chosen.of(term) > rejected.of(term))
        .max(Comparator.comparingDouble(term -> chosen.of(term) - rejected.of(term)));
  }

  private Optional<String> reason(Term term, ResponseFeatures chosen, ResponseFeatures rejected) {
    return switch (term) {
      case ACCURACY ->
          cite(
                  rejected,
                  chosen,
                  "The other says \"%s\", which is false.",
                  SentenceKind.MISCONCEPTION)
              .or(() -> cite(chosen, rejected, "It states \"%s\", as it is.", SentenceKind.CORE));
      case COMPLETENESS ->
          cite(
              chosen,
              rejected,
              "It also says \"%s\", which the other leaves out.",
              SentenceKind.CORE,
              SentenceKind.FACT,
              SentenceKind.EXAMPLE);
      case INSTRUCTION_ADHERENCE ->
          cite(chosen, rejected, "It does what was asked: \"%s\".", SentenceKind.EXAMPLE)
              .or(() -> goesOn(rejected));
      case TONE -> cite(rejected, chosen, "The other is rude: \"%s\".", SentenceKind.RUDE);
      case SAFETY -> cite(chosen, rejected, "It declines: \"%s\".", SentenceKind.REFUSAL);
      case CONCISION ->
          cite(
                  rejected,
                  chosen,
                  "The other pads: \"%s\" says nothing.",
                  SentenceKind.FILLER,
                  SentenceKind.OPENER,
                  SentenceKind.AFFIRMATION,
                  SentenceKind.MENTION)
              .or(() -> moreBriefly(chosen, rejected));
      case CALIBRATION ->
          cite(chosen, rejected, "It says \"%s\", and so admits doubt.", SentenceKind.HEDGE)
              .or(() ->
                  cite(
                      rejected,
                      chosen,
                      "The other says \"%s\" and is too sure.",
                      SentenceKind.BOOSTER));
      case VERBOSITY ->
          Optional.of(
              "It goes into more detail, %d words against %d."
                  .formatted(chosen.words(), rejected.words()));
      case CONFIDENCE ->
          cite(chosen, rejected, "It knows its subject: \"%s\".", SentenceKind.BOOSTER)
              .or(() -> cite(rejected, chosen, "The other wavers: \"%s\".", SentenceKind.HEDGE));
      case ENTHUSIASM -> cite(chosen, rejected, "It is friendly: \"%s\".", SentenceKind.OPENER);
      case FORMATTING ->
          Optional.of("It is written tidily, the other has stray capitals or stops.");
      case POSITION, TASTE, SHARED_ERROR -> Optional.empty();
    };
  }

  // Quotes the first sentence of these kinds that one response has and the other has not.
  private static Optional<String> cite(
      ResponseFeatures in, ResponseFeatures notIn, String frame, SentenceKind... kinds) {
    return in.sentences().stream()
        .filter(sentence -> Arrays.asList(kinds).contains(sentence.kind()))
        .filter(sentence -> notIn.sentences().stream().noneMatch(sentence::says))
        .findFirst()
        .map(sentence -> frame.formatted(quoted(sentence)));
  }

  private static Optional<String> goesOn(ResponseFeatures rejected) {
    List<Sentence> sentences = rejected.sentences();
    return sentences.size() < 2
        ? Optional.empty()
        : Optional.of(
            "It keeps to what was asked, the other adds \"%s\"."
                .formatted(quoted(sentences.getLast())));
  }

  private static Optional<String> moreBriefly(ResponseFeatures chosen, ResponseFeatures rejected) {
    return chosen.words() < rejected.words()
        ? Optional.of(
            "It says it in %d words, the other needs %d."
                .formatted(chosen.words(), rejected.words()))
        : Optional.empty();
  }

  private String citedAtRandom(ResponseFeatures chosen) {
    List<Sentence> sentences = chosen.sentences();
    return sentences.isEmpty()
        ? vague()
        : "It says \"%s\"."
            .formatted(quoted(sentences.get(draws.below(sentences.size(), with("sentence")))));
  }

  private String vague() {
    return VAGUE.get(draws.below(VAGUE.size(), with("vague")));
  }

  private String[] with(String more) {
    return Stream.concat(key.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private static String quoted(Sentence sentence) {
    String text = sentence.text().strip();
    return text.endsWith(".") || text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
  }
}
