package org.rlhflab.pretrain.rubric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;

/// What a response does, counted and not judged: the figures that show what labels have taught.
///
/// @param words words of the text, as white space parts them
/// @param sentences sentences, lead-ins not counted
/// @param openers "Great question!" and the like, repeated ones included
/// @param fillers general sentences that say nothing
/// @param affirmations true and empty sentences on any topic
/// @param mentions uses named, not explained
/// @param hedges lead-ins that admit uncertainty
/// @param boosters lead-ins that claim certainty
/// @param repeats sentences that say what was said before
/// @param factsPer100Words different core, fact and example sentences on the topic asked for, in
///   100 words; 0 where there are no words
/// @param garbledShare garbled sentences among all sentences; 0 where there are none
/// @param finished whether the response ended by itself before the generator's limit
public record Behaviour(
    int words,
    int sentences,
    int openers,
    int fillers,
    int affirmations,
    int mentions,
    int hedges,
    int boosters,
    int repeats,
    double factsPer100Words,
    double garbledShare,
    boolean finished) {

  /// Words of a text, as white space parts them.
  public static int words(String text) {
    return new StringTokenizer(text).countTokens();
  }

  /// Counts. `finished` is the generator's knowledge: a text does not show it.
  public static Behaviour of(Question question, Response response, boolean finished) {
    Reading reading = new Reading(question, response);
    int words = words(response.text());
    int sentences = reading.sentences().size();
    long facts = reading.distinctSentences().stream().filter(s -> informs(reading, s)).count();
    return new Behaviour(
        words,
        sentences,
        reading.count(SentenceKind.OPENER),
        reading.count(SentenceKind.FILLER),
        reading.count(SentenceKind.AFFIRMATION),
        reading.count(SentenceKind.MENTION),
        reading.count(SentenceKind.HEDGE),
        reading.count(SentenceKind.BOOSTER),
        sentences - reading.distinctSentences().size(),
        words == 0 ? 0 : 100.0 * facts / words,
        sentences == 0 ? 0 : (double) reading.count(SentenceKind.GARBLED) / sentences,
        finished);
  }

  /// Every figure under its name in metrics and JSON documents, in their order; `finished` is 1 or
  /// 0, so that means are shares.
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("words", (double) words);
    values.put("fillers", (double) fillers);
    values.put("boosters", (double) boosters);
    values.put("hedges", (double) hedges);
    values.put("repeats", (double) repeats);
    values.put("facts_per_100_words", factsPer100Words);
    values.put("garbled", garbledShare);
    values.put("finished", finished ? 1.0 : 0.0);
    values.put("openers", (double) openers);
    values.put("mentions", (double) mentions);
    values.put("affirmations", (double) affirmations);
    values.put("sentences", (double) sentences);
    return Collections.unmodifiableMap(values);
  }

  private static boolean informs(Reading reading, Sentence sentence) {
    return reading.isOnTopic(sentence)
        && switch (sentence.kind()) {
          case CORE, FACT, EXAMPLE -> true;
          default -> false;
        };
  }
}
