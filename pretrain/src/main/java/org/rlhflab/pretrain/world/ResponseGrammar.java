package org.rlhflab.pretrain.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Writes sentences and whole responses, in every way that the world knows.
///
/// What it writes, [ResponseParser] reads back to the same sentences, whatever the formatting.
public final class ResponseGrammar {
  private static final double STRAY_CAPITALS = 0.2;
  private static final double MISSING_FULL_STOPS = 0.4;

  private final World world;

  /// The grammar of a world.
  public ResponseGrammar(World world) {
    this.world = world;
  }

  /// The statement that answers a question on the topic.
  public Sentence core(Topic topic) {
    return new Sentence(SentenceKind.CORE, topic.id(), 0, topic.core());
  }

  /// A further fact.
  public Sentence fact(Topic topic, int index) {
    return new Sentence(SentenceKind.FACT, topic.id(), index, topic.facts().get(index));
  }

  /// The example or analogy.
  public Sentence example(Topic topic) {
    return new Sentence(SentenceKind.EXAMPLE, topic.id(), 0, topic.example());
  }

  /// A falsehood.
  public Sentence misconception(Topic topic, int index) {
    return new Sentence(
        SentenceKind.MISCONCEPTION, topic.id(), index, topic.misconceptions().get(index));
  }

  /// A true and empty sentence on the topic.
  public Sentence affirmation(Topic topic, int index) {
    String frame = world.phrasebook().affirmations().get(index);
    return new Sentence(SentenceKind.AFFIRMATION, topic.id(), index, filled(frame, topic));
  }

  /// A use of the topic, mentioned and not explained.
  public Sentence mention(Topic topic, int index) {
    String frame = world.phrasebook().mentions().get(index);
    return new Sentence(SentenceKind.MENTION, topic.id(), index, filled(frame, topic));
  }

  /// A lead-in that admits uncertainty.
  public Sentence hedge(int index) {
    return phrase(SentenceKind.HEDGE, world.phrasebook().hedges(), index);
  }

  /// A lead-in that claims certainty.
  public Sentence booster(int index) {
    return phrase(SentenceKind.BOOSTER, world.phrasebook().boosters(), index);
  }

  /// Enthusiasm.
  public Sentence opener(int index) {
    return phrase(SentenceKind.OPENER, world.phrasebook().openers(), index);
  }

  /// A general sentence.
  public Sentence filler(int index) {
    return phrase(SentenceKind.FILLER, world.phrasebook().fillers(), index);
  }

  /// A sentence that declines.
  public Sentence refusal(int index) {
    return phrase(SentenceKind.REFUSAL, world.phrasebook().refusals(), index);
  }

  /// A rude remark.
  public Sentence rude(int index) {
    return phrase(SentenceKind.RUDE, world.phrasebook().rude(), index);
  }

  /// Every sentence and lead-in that this grammar can write.
  public List<Sentence> all() {
    Phrasebook book = world.phrasebook();
    List<Sentence> all = new ArrayList<>();
    for (Topic topic : world.topics()) {
      all.addAll(statements(topic));
      each(all, book.affirmations(), i -> affirmation(topic, i));
      each(all, book.mentions(), i -> mention(topic, i));
    }
    each(all, book.openers(), this::opener);
    each(all, book.fillers(), this::filler);
    each(all, book.hedges(), this::hedge);
    each(all, book.boosters(), this::booster);
    each(all, book.refusals(), this::refusal);
    each(all, book.rude(), this::rude);
    return all;
  }

  /// Everything that is said of one topic, true and false: core, facts, example, misconceptions.
  public List<Sentence> statements(Topic topic) {
    List<Sentence> statements = new ArrayList<>();
    statements.add(core(topic));
    each(statements, topic.facts(), i -> fact(topic, i));
    statements.add(example(topic));
    each(statements, topic.misconceptions(), i -> misconception(topic, i));
    return statements;
  }

  /// A response of these sentences, cleanly formatted.
  public Response write(List<Sentence> sentences) {
    return write(sentences, Formatting.CLEAN, 0);
  }

  /// A response of these sentences; a lead-in goes before a sentence that states something.
  ///
  /// @param seed decides where an untidy response is untidy
  public Response write(List<Sentence> sentences, Formatting formatting, long seed) {
    List<Sentence> written = new ArrayList<>();
    boolean afterLeadIn = false;
    for (Sentence sentence : sentences) {
      checkOrder(sentence, afterLeadIn);
      written.add(afterLeadIn ? reworded(sentence, world.afterLeadIn(sentence.text())) : sentence);
      afterLeadIn = sentence.kind().isLeadIn();
    }
    if (afterLeadIn) {
      throw new IllegalArgumentException("a lead-in ends the response: " + sentences.getLast());
    }
    boolean tidy = formatting == Formatting.CLEAN || written.isEmpty();
    List<Sentence> shown = tidy ? written : untidy(written, new SplittableRandom(seed));
    return new Response(String.join(" ", shown.stream().map(Sentence::text).toList()), shown, tidy);
  }

  private static void checkOrder(Sentence sentence, boolean afterLeadIn) {
    boolean says =
        switch (sentence.kind()) {
          case OPENER, REFUSAL, RUDE -> false;
          default -> true;
        };
    if (afterLeadIn && !says) {
      throw new IllegalArgumentException("a lead-in goes before a statement, got " + sentence);
    }
  }

  /// Capitals astray and full stops missing, at least one of them in the whole.
  private static List<Sentence> untidy(List<Sentence> clean, SplittableRandom random) {
    List<Sentence> untidy = new ArrayList<>();
    boolean changed = false;
    for (Sentence sentence : clean) {
      String text = strayCapitals(sentence.text(), random, STRAY_CAPITALS);
      if (text.endsWith(".") && random.nextDouble() < MISSING_FULL_STOPS) {
        text = text.substring(0, text.length() - 1);
      }
      changed |= !text.equals(sentence.text());
      untidy.add(reworded(sentence, text));
    }
    if (!changed) {
      Sentence last = untidy.removeLast();
      untidy.add(reworded(last, strayCapitals(last.text(), random, 1)));
    }
    return untidy;
  }

  private static String strayCapitals(String text, SplittableRandom random, double probability) {
    String[] words = text.split(" ");
    for (int w = 1; w < words.length; w++) {
      if (random.nextDouble() < probability) {
        words[w] = World.capitalized(words[w]);
      }
    }
    return String.join(" ", words);
  }

  private static void each(List<Sentence> all, List<String> phrases, IntFunction<Sentence> write) {
    IntStream.range(0, phrases.size()).mapToObj(write).forEach(all::add);
  }

  private static Sentence phrase(SentenceKind kind, List<String> phrases, int index) {
    return new Sentence(kind, "", index, phrases.get(index));
  }

  private static Sentence reworded(Sentence sentence, String text) {
    return new Sentence(sentence.kind(), sentence.topic(), sentence.index(), text);
  }

  private static String filled(String frame, Topic topic) {
    return frame
        .replace("{Name}", World.capitalized(topic.name()))
        .replace("{name}", topic.name())
        .replace("{is}", topic.plural() ? "are" : "is")
        .replace("{mention}", topic.mention());
  }
}
