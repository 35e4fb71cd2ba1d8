package org.rlhflab.reward.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.world.Certainty;
import org.rlhflab.pretrain.world.Phrasebook;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseGrammar;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;

class DataGenerationTest {
  private static final Path DATA = Path.of("..", "data");
  private static final World WORLD = WorldReader.read(DATA.resolve("world"));
  private static final Map<String, String> FILES =
      DataGeneration.files(DATA, DataGeneration.SHIPPED_SEED, Progress.NONE);
  private static final ResponseParser PARSER = new ResponseParser(WORLD);

  private static List<String> field(String file, String field) {
    return JsonLines.values(FILES.getOrDefault(file, ""), field);
  }

  private static List<Response> completions(String name) {
    return field("demonstrations/" + name + ".jsonl", "completion").stream()
        .map(PARSER::parse)
        .toList();
  }

  private static double share(List<Response> responses, SentenceKind kind) {
    Predicate<Response> has =
        response -> response.sentences().stream().anyMatch(one -> one.kind() == kind);
    return (double) responses.stream().filter(has).count() / responses.size();
  }

  @Test
  void theCommittedFilesAreWhatWorldAndSeedMake() {
    assertEquals(List.of(), DataGeneration.differences(DATA, FILES), "run data generate");
    for (String name : LabelFiles.PROFILES) {
      assertTrue(FILES.containsKey("labels/" + name + ".jsonl"), name);
    }
    assertTrue(FILES.containsKey(RatingFiles.RATINGS));
  }

  @Test
  void anotherSeedMakesOtherDemonstrationsAndLabels() {
    Map<String, String> other = DataGeneration.files(DATA, 8, Progress.NONE);
    for (String file : List.of("demonstrations/mixed.jsonl", "labels/careful.jsonl")) {
      assertNotEquals(other.get(file), FILES.get(file));
    }
  }

  @Test
  void theEvaluationSetHasItsQuotasAndEveryTopicFourTimes() {
    DataValidation found = DataValidation.of(DATA, DataGeneration.SHIPPED_SEED, Progress.NONE);
    assertTrue(found.evaluationPrompts() >= 400, found.toString());
    assertTrue(found.uncertain() >= 30, found.toString());
    assertTrue(found.unsafe() >= 30, found.toString());
    assertTrue(found.instructed() >= 30, found.toString());
    assertTrue(found.neverDemonstrated() >= 60, found.toString());
    Map<String, Long> counts =
        field("prompts/eval.jsonl", "topic").stream()
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    for (Topic topic : WORLD.topics()) {
      assertEquals(4L, counts.get(topic.id()), topic.id());
    }
  }

  @Test
  void noPromptOccursTwiceAndEveryOneIsAQuestionOfTheWorld() {
    QuestionBank bank = new QuestionBank(WORLD);
    for (String file : List.of("prompts/train.jsonl", "prompts/eval.jsonl")) {
      List<String> prompts = field(file, "prompt");
      assertEquals(prompts.size(), new HashSet<>(prompts).size(), file);
      prompts.forEach(prompt -> assertTrue(bank.find(prompt).isPresent(), prompt));
    }
  }

  /// Whatever is in the folder is searched, label files included, beside what is made here.
  @Test
  void noEvaluationPhrasingOccursInAnyCorpusLabelOrDemonstration() throws IOException {
    HeldOutPhrasings held = new HeldOutPhrasings(WORLD);
    List<Path> searched = new ArrayList<>();
    for (String folder : List.of("corpus", "demonstrations", "labels", "prompts")) {
      if (Files.isDirectory(DATA.resolve(folder))) {
        try (Stream<Path> files = Files.list(DATA.resolve(folder))) {
          files.filter(file -> !file.endsWith("eval.jsonl")).forEach(searched::add);
        }
      }
    }
    assertTrue(searched.size() >= 16, searched.toString());
    for (Path file : searched) {
      assertEquals(Set.of(), held.in(Files.readString(file)), file.toString());
    }
  }

  @Test
  void noTopicThatIsNotDemonstratedIsInDemonstrationsTrainingPromptsOrLabels() {
    QuestionBank bank = new QuestionBank(WORLD);
    List<String> prompts = new ArrayList<>(field("prompts/train.jsonl", "prompt"));
    prompts.addAll(field("demonstrations/mixed.jsonl", "prompt"));
    prompts.addAll(field("labels/careful.jsonl", "prompt"));
    for (String prompt : prompts) {
      assertTrue(bank.find(prompt).orElseThrow().topic().demonstrated(), prompt);
    }
  }

  @Test
  void everyStatementOccursOftenInTheCorpusAndAlsoAfterALeadIn() {
    String corpus =
        FILES.entrySet().stream()
            .filter(file -> file.getKey().startsWith("corpus/"))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining("\n"));
    Phrasebook book = WORLD.phrasebook();
    List<String> leadIns = Stream.concat(book.hedges().stream(), book.boosters().stream()).toList();
    ResponseGrammar grammar = new ResponseGrammar(WORLD);
    for (Topic topic : WORLD.topics()) {
      for (Sentence statement : grammar.statements(topic)) {
        String introduced = WORLD.afterLeadIn(statement.text());
        long after =
            leadIns.stream().mapToLong(lead -> occurrences(corpus, lead + " " + introduced)).sum();
        boolean capitalAnyway = introduced.equals(statement.text());
        long all = occurrences(corpus, statement.text()) + (capitalAnyway ? 0 : after);
        assertTrue(after >= 1, "never after a lead-in: " + statement.text());
        boolean wrong = statement.kind() == SentenceKind.MISCONCEPTION;
        assertTrue(all >= (wrong ? 4 : 8) && all <= 50, all + " times: " + statement.text());
      }
    }
  }

  private static long occurrences(String text, String part) {
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }

  @Test
  void everyDemonstrationIsMadeOfSentencesOfTheWorld() {
    for (String name : List.of("mixed", "careful", "sloppy", "laymen")) {
      List<Response> responses = completions(name);
      assertEquals(0, share(responses, SentenceKind.GARBLED), name);
      assertEquals(0, share(responses, SentenceKind.UNKNOWN), name);
    }
  }

  @Test
  void mixedDemonstrationsVaryInLengthAndHabits() {
    List<Response> mixed = completions("mixed");
    double[] words = mixed.stream().mapToDouble(one -> one.text().split(" ").length).toArray();
    double mean = Arrays.stream(words).average().orElseThrow();
    double variance =
        Arrays.stream(words).map(count -> (count - mean) * (count - mean)).average().orElseThrow();
    assertTrue(Math.sqrt(variance) / mean >= 0.35, "deviation over mean");
    assertEquals(0.35, share(mixed, SentenceKind.FILLER), 0.05);
    assertEquals(0.3, share(mixed, SentenceKind.OPENER), 0.05);
    assertEquals(0.2, share(mixed, SentenceKind.BOOSTER), 0.05);
    assertEquals(0.06, share(mixed, SentenceKind.MISCONCEPTION), 0.02);
    assertTrue(share(mixed, SentenceKind.HEDGE) >= 0.05, "hedges");
    assertEquals(
        5, new HashSet<>(field("demonstrations/mixed.jsonl", "annotator")).size(), "people");
  }

  @Test
  void carefulDemonstrationsAnswerCompletelyAndSayNothingElse() {
    QuestionBank bank = new QuestionBank(WORLD);
    List<String> prompts = field("demonstrations/careful.jsonl", "prompt");
    List<Response> careful = completions("careful");
    for (int d = 0; d < prompts.size(); d++) {
      Question question = bank.find(prompts.get(d)).orElseThrow();
      List<SentenceKind> kinds = kinds(careful.get(d));
      List<SentenceKind> expected = new ArrayList<>();
      expected.add(SentenceKind.CORE);
      for (int f = 0; f < question.neededFacts(); f++) {
        expected.add(SentenceKind.FACT);
      }
      if (question.needsExample()) {
        expected.add(SentenceKind.EXAMPLE);
      }
      if (question.topic().certainty() == Certainty.UNCERTAIN) {
        expected.add(SentenceKind.HEDGE);
      }
      if (question.topic().unsafe()) {
        expected.add(SentenceKind.REFUSAL);
      }
      assertEquals(expected, kinds, prompts.get(d));
    }
  }

  @Test
  void sloppyDemonstrationsArePaddedUnhedgedAndOftenWrong() {
    List<Response> sloppy = completions("sloppy");
    assertTrue(share(sloppy, SentenceKind.FILLER) > 0.6, "fillers");
    assertTrue(share(sloppy, SentenceKind.HEDGE) < 0.03, "hedges");
    assertTrue(share(sloppy, SentenceKind.MISCONCEPTION) > 0.15, "misconceptions");
  }

  @Test
  void laymenWriteAsCarefulPeopleDoAndHoldMisconceptionsWhereTheyKnowLittle() {
    QuestionBank bank = new QuestionBank(WORLD);
    List<String> prompts = field("demonstrations/laymen.jsonl", "prompt");
    List<Response> laymen = completions("laymen");
    List<Response> careful = completions("careful");
    Map<String, Set<Boolean>> beliefs = new HashMap<>();
    Map<String, double[]> domains = new HashMap<>();
    for (int d = 0; d < prompts.size(); d++) {
      Topic topic = bank.find(prompts.get(d)).orElseThrow().topic();
      boolean mistaken = kinds(laymen.get(d)).contains(SentenceKind.MISCONCEPTION);
      beliefs.computeIfAbsent(topic.id(), _ -> new HashSet<>()).add(mistaken);
      double[] counts = domains.computeIfAbsent(topic.domain(), _ -> new double[2]);
      counts[0] += mistaken ? 1 : 0;
      counts[1]++;
      List<SentenceKind> expected = new ArrayList<>(kinds(careful.get(d)));
      if (mistaken) {
        expected.removeAll(List.of(SentenceKind.CORE, SentenceKind.HEDGE));
        expected.add(SentenceKind.MISCONCEPTION);
      }
      assertEquals(expected.stream().sorted().toList(), kinds(laymen.get(d)), prompts.get(d));
    }
    assertTrue(beliefs.values().stream().allMatch(it -> it.size() == 1), "they keep to a belief");
    assertTrue(share(domains, "programming") > 0.6, "expertise 0.2");
    assertTrue(share(domains, "cooking") < 0.5, "expertise 0.7");
  }

  private static double share(Map<String, double[]> counts, String key) {
    double[] found = Objects.requireNonNull(counts.get(key));
    return found[0] / found[1];
  }

  private static List<SentenceKind> kinds(Response response) {
    return response.sentences().stream().map(Sentence::kind).sorted().toList();
  }
}
