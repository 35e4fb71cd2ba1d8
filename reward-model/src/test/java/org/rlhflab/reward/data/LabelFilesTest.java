package org.rlhflab.reward.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.annotator.ResponseFeatures;
import org.rlhflab.reward.label.LabelValidation;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.Verdict;

class LabelFilesTest {
  private static final Path DATA = Path.of("..", "data");
  private static final Sources SOURCES = Sources.read(DATA, DataGeneration.SHIPPED_SEED);
  private static final List<PairToLabel> PAIRS = LabelFiles.pairs(SOURCES);
  private static final Map<String, String> FILES = LabelFiles.of(SOURCES);

  private static List<Preference> labels(String profile) {
    return PreferenceFile.read(DATA.resolve("labels").resolve(profile + ".jsonl"));
  }

  /// Of the labels whose responses differ in a measure by more than a hair, the share that prefers
  /// more of it.
  static double preferring(String profile, ToDoubleFunction<ResponseFeatures> measure) {
    List<Preference> labels = labels(profile);
    double more = 0;
    double all = 0;
    for (int p = 0; p < PAIRS.size(); p++) {
      PairToLabel pair = PAIRS.get(p);
      boolean choseA = labels.get(p).chosen().equals(pair.a().text());
      double byA = measure.applyAsDouble(pair.a()) - measure.applyAsDouble(pair.b());
      if (Math.abs(byA) > 1e-9) {
        more += byA > 0 == choseA ? 1 : 0;
        all++;
      }
    }
    return more / all;
  }

  static double preferringWords(String profile) {
    return preferring(profile, ResponseFeatures::words);
  }

  static double preferringGold(String profile) {
    return preferring(profile, response -> response.gold().overall());
  }

  static double preferringConfidence(String profile) {
    return preferring(profile, response -> response.boosters() - response.hedges());
  }

  @Test
  void everyFileHoldsTheSamePairsInTheSameOrderAndIsUnderHalfAMegabyte() {
    assertEquals(600, PAIRS.size());
    for (String profile : LabelFiles.PROFILES) {
      List<Preference> labels = labels(profile);
      assertEquals(PAIRS.size(), labels.size(), profile);
      for (int p = 0; p < PAIRS.size(); p++) {
        PairToLabel pair = PAIRS.get(p);
        Preference label = labels.get(p);
        assertEquals(pair.prompt(), label.prompt(), profile);
        assertEquals(
            Set.of(pair.a().text(), pair.b().text()),
            Set.of(label.chosen(), label.rejected()),
            profile);
      }
      String text = FILES.getOrDefault("labels/" + profile + ".jsonl", "");
      assertTrue(text.getBytes(StandardCharsets.UTF_8).length < 500_000, profile);
    }
  }

  @Test
  void everyFileValidatesWithoutAnythingToComplainOf() {
    for (String profile : LabelFiles.PROFILES) {
      LabelValidation found =
          LabelValidation.of(DATA.resolve("labels").resolve(profile + ".jsonl"));
      assertEquals(0, found.bad() + found.identical() + found.duplicates(), profile);
    }
  }

  @Test
  void noPromptIsLabelledTwice() {
    Set<String> prompts = PAIRS.stream().map(PairToLabel::prompt).collect(Collectors.toSet());
    assertEquals(PAIRS.size(), prompts.size());
  }

  @Test
  void whatIsShownFirstIsAFairCoinAndEveryLabelNamesItsSource() {
    for (String profile : LabelFiles.PROFILES) {
      List<Preference> labels = labels(profile);
      Set<String> firstOfPair = new HashSet<>();
      int aFirst = 0;
      for (int p = 0; p < PAIRS.size(); p++) {
        Preference label = labels.get(p);
        assertEquals("grammar", label.source(), profile);
        boolean chosenFirst = label.first().orElseThrow() == Verdict.CHOSEN;
        String first = chosenFirst ? label.chosen() : label.rejected();
        aFirst += first.equals(PAIRS.get(p).a().text()) ? 1 : 0;
        firstOfPair.add(label.annotator());
      }
      // 600 fair coins: deviation 12.2, so four of them to either side
      assertEquals(300, aFirst, 49, profile);
      assertEquals(profile.equals("crowd") ? 10 : 5, firstOfPair.size(), profile);
    }
  }

  @Test
  void carefulPeopleAgreeWithTheRubricAndTheOthersLess() {
    double careful = preferringGold("careful");
    assertTrue(careful >= 0.9, "careful " + careful);
    for (String other : List.of("verbose-biased", "overconfident", "careless", "crowd")) {
      double agreement = preferringGold(other);
      assertTrue(agreement <= careful - 0.05, other + " " + agreement);
    }
  }

  @Test
  void verboseBiasedAndCarelessPeoplePreferTheLongerResponse() {
    double careful = preferringWords("careful");
    assertTrue(preferringWords("verbose-biased") >= careful + 0.2, "verbose-biased");
    assertTrue(preferringWords("careless") >= careful + 0.2, "careless");
    assertEquals(careful, preferringWords("overconfident"), 0.1, "overconfident");
  }

  @Test
  void overconfidentPeoplePreferConfidence() {
    assertTrue(preferringConfidence("overconfident") >= 0.85, "overconfident");
    assertTrue(preferringConfidence("careful") <= 0.6, "careful");
  }

  @Test
  void responsesSlipAsOftenAsASmallModelDoes() {
    List<Sentence> sentences = new ArrayList<>();
    int repeating = 0;
    int unfinished = 0;
    for (PairToLabel pair : PAIRS) {
      for (ResponseFeatures response : List.of(pair.a(), pair.b())) {
        List<Sentence> said =
            response.sentences().stream().filter(one -> !one.kind().isLeadIn()).toList();
        sentences.addAll(said);
        Set<String> texts = said.stream().map(Sentence::text).collect(Collectors.toSet());
        repeating += texts.size() < said.size() ? 1 : 0;
        unfinished += response.text().matches("(?s).*[.!?]$") ? 0 : 1;
      }
    }
    double responses = 2.0 * PAIRS.size();
    double garbled =
        (double) sentences.stream().filter(one -> one.kind() == SentenceKind.GARBLED).count()
            / sentences.size();
    assertTrue(garbled >= 0.02 && garbled <= 0.08, "garbled " + garbled);
    assertEquals(SlipWriter.NO_END, unfinished / responses, 0.02, "unfinished");
    assertEquals(SlipWriter.REPEATED, repeating / responses, 0.04, "repeating");
  }

  @Test
  void aRationaleCitesTheResponsesMoreOftenInCarefulLabelsThanInCarelessOnes() {
    assertTrue(quoting("careful") >= 0.6, "careful " + quoting("careful"));
    assertEquals(0, quoting("careless"), "careless");
  }

  private static double quoting(String profile) {
    List<Preference> labels = labels(profile);
    return (double) labels.stream().filter(label -> label.rationale().contains("\"")).count()
        / labels.size();
  }
}
