package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.world.Certainty;
import org.rlhflab.pretrain.world.Instruction;
import org.rlhflab.pretrain.world.Phrasebook;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseGrammar;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;

/// The raw text that a base model reads: every statement of the world again and again, true ones
/// and false ones, each time in other company and order.
///
/// Every method returns documents of one kind of source. Their numbers of passes are chosen so that
/// the whole holds every true statement 10-45 times, 27 on average: a pretraining that reads the
/// corpus about four times then sees each of them about a hundred times.
final class RawText {
  private static final int ENCYCLOPEDIA_PASSES = 3;
  private static final int BOOK_PASSES = 2;
  private static final int PAPER_PASSES = 2;
  private static final int FORUM_PASSES = 2;
  private static final int WRONG_CLAIM_PASSES = 4;

  /// What is said around a statement, itself included.
  @FunctionalInterface
  private interface Embellishment {
    List<Sentence> of(Sentence statement, int pass, Dice dice);
  }

  private final World world;
  private final Phrasebook book;
  private final ResponseGrammar grammar;
  private final long seed;

  RawText(World world, long seed) {
    this.world = world;
    this.book = world.phrasebook();
    this.grammar = new ResponseGrammar(world);
    this.seed = seed;
  }

  /// One topic a document, what is true of it in any order.
  List<String> encyclopedia() {
    List<String> documents = new ArrayList<>();
    for (int pass = 0; pass < ENCYCLOPEDIA_PASSES; pass++) {
      for (Topic topic : world.topics()) {
        Dice dice = Dice.of(seed, "encyclopedia", topic.id() + pass);
        List<Sentence> said = new ArrayList<>(dice.shuffled(truths(topic)));
        if (dice.chance(0.2)) {
          said.addFirst(grammar.affirmation(topic, dice.index(book.affirmations())));
        }
        if (dice.chance(0.2)) {
          said.addLast(grammar.mention(topic, dice.index(book.mentions())));
        }
        documents.add(grammar.write(said).text());
      }
    }
    return shuffled("encyclopedia", documents);
  }

  /// Truths of a domain side by side, with a general sentence here and there.
  List<String> books() {
    return inDomains(
        "book",
        BOOK_PASSES,
        this::truths,
        (statement, pass, dice) -> {
          List<Sentence> said = new ArrayList<>();
          if (dice.chance(0.06)) {
            said.add(grammar.filler(dice.index(book.fillers())));
          }
          said.add(statement);
          return said;
        });
  }

  /// One topic a document, half of the statements after a lead-in: over two passes each one once.
  List<String> papers() {
    List<String> documents = new ArrayList<>();
    for (int pass = 0; pass < PAPER_PASSES; pass++) {
      for (Topic topic : world.topics()) {
        Dice dice = Dice.of(seed, "paper", topic.id() + pass);
        List<List<Sentence>> parts = new ArrayList<>();
        List<Sentence> truths = truths(topic);
        for (int s = 0; s < truths.size(); s++) {
          Sentence statement = truths.get(s);
          boolean open =
              statement.kind() == SentenceKind.CORE && topic.certainty() == Certainty.UNCERTAIN;
          boolean introduced = open || s % PAPER_PASSES == pass;
          parts.add(introduced ? List.of(leadIn(topic, dice), statement) : List.of(statement));
        }
        List<Sentence> said = new ArrayList<>();
        dice.shuffled(parts).forEach(said::addAll);
        if (dice.chance(0.3)) {
          said.addFirst(grammar.mention(topic, dice.index(book.mentions())));
        }
        documents.add(grammar.write(said).text());
      }
    }
    return shuffled("paper", documents);
  }

  /// Everything that is said in a domain, true and false, with enthusiasm, boasting and rudeness.
  List<String> forum() {
    return inDomains("forum", FORUM_PASSES, grammar::statements, this::chatter);
  }

  private List<Sentence> chatter(Sentence statement, int pass, Dice dice) {
    Topic topic = world.topic(statement.topic());
    List<Sentence> said = new ArrayList<>();
    if (dice.chance(0.08)) {
      said.add(grammar.opener(dice.index(book.openers())));
    }
    if (dice.chance(0.1)) {
      said.add(grammar.affirmation(topic, dice.index(book.affirmations())));
    }
    if (dice.chance(0.2)) {
      said.add(leadIn(topic, dice));
    }
    said.add(statement);
    if (dice.chance(0.06)) {
      said.add(grammar.filler(dice.index(book.fillers())));
    }
    if (dice.chance(0.06)) {
      said.add(grammar.rude(dice.index(book.rude())));
    }
    return said;
  }

  /// Nothing but falsehoods, in every other pass boasted.
  List<String> wrongClaims() {
    return inDomains(
        "wrong-claims",
        WRONG_CLAIM_PASSES,
        topic ->
            grammar.statements(topic).stream()
                .filter(statement -> statement.kind() == SentenceKind.MISCONCEPTION)
                .toList(),
        (claim, pass, dice) ->
            pass % 2 == 0
                ? List.of(grammar.booster(dice.index(book.boosters())), claim)
                : List.of(claim));
  }

  /// Questions on all topics in training phrasings, answered by strangers.
  List<String> questionsAndAnswers() {
    QuestionBank bank = new QuestionBank(world);
    AnswerWriter writer = new AnswerWriter(world);
    List<String> documents = new ArrayList<>();
    for (Topic topic : world.topics()) {
      Dice choice = Dice.of(seed, "qa", topic.id());
      List<Question> all = choice.shuffled(bank.trainingOn(topic));
      List<Question> asked = new ArrayList<>();
      all.stream().filter(q -> q.instruction() == Instruction.NONE).forEach(asked::add);
      all.stream().filter(q -> q.instruction() != Instruction.NONE).limit(1).forEach(asked::add);
      for (Question question : asked) {
        Dice dice = Dice.of(seed, "qa", question.text());
        String answer = writer.write(question, dice.pick(AnswerHabits.STRANGERS), false, dice);
        documents.add(PromptFormat.prompt(question.text()) + PromptFormat.completion(answer));
      }
    }
    return shuffled("qa", documents);
  }

  /// Statements of each domain in a new order every pass, three to six of them a document.
  private List<String> inDomains(
      String file,
      int passes,
      Function<Topic, List<Sentence>> statements,
      Embellishment embellish) {
    List<String> documents = new ArrayList<>();
    for (int pass = 0; pass < passes; pass++) {
      int round = pass;
      for (String domain : world.domains()) {
        Dice dice = Dice.of(seed, file, domain + pass);
        List<Sentence> all =
            world.topics().stream()
                .filter(topic -> topic.domain().equals(domain))
                .flatMap(topic -> statements.apply(topic).stream())
                .toList();
        List<Sentence> order = dice.shuffled(all);
        int from = 0;
        while (from < order.size()) {
          int to = Math.min(order.size(), from + dice.between(3, 6));
          List<Sentence> said = new ArrayList<>();
          order.subList(from, to).forEach(one -> said.addAll(embellish.of(one, round, dice)));
          documents.add(grammar.write(said).text());
          from = to;
        }
      }
    }
    return shuffled(file, documents);
  }

  private List<Sentence> truths(Topic topic) {
    return grammar.statements(topic).stream()
        .filter(statement -> statement.kind() != SentenceKind.MISCONCEPTION)
        .toList();
  }

  /// A hedge where the matter is uncertain, mostly a booster where it is not.
  private Sentence leadIn(Topic topic, Dice dice) {
    boolean hedged = dice.chance(topic.certainty() == Certainty.UNCERTAIN ? 0.85 : 0.3);
    return hedged
        ? grammar.hedge(dice.index(book.hedges()))
        : grammar.booster(dice.index(book.boosters()));
  }

  private List<String> shuffled(String file, List<String> documents) {
    return Dice.of(seed, file, "order").shuffled(documents);
  }
}
