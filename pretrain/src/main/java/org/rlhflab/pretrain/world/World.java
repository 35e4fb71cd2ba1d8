package org.rlhflab.pretrain.world;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Everything there is to know: the topics with their true and false statements, and the language
/// in which they are asked about and answered.
///
/// @param topics by domain name, then in the order of the domain's file
/// @param phrasebook phrases and frames that belong to no topic
/// @param keepCapital words that keep their capital in the middle of a sentence
public record World(List<Topic> topics, Phrasebook phrasebook, Set<String> keepCapital) {

  /// Copies its collections.
  public World {
    topics = List.copyOf(topics);
    Set<String> capitals = new HashSet<>(keepCapital);
    capitals.add("I");
    for (Topic topic : topics) {
      if (Character.isUpperCase(topic.name().charAt(0))) {
        capitals.add(firstWord(topic.name()));
      }
    }
    keepCapital = Set.copyOf(capitals);
  }

  /// The topic of that id, if there is one.
  public Optional<Topic> find(String id) {
    return topics.stream().filter(topic -> topic.id().equals(id)).findFirst();
  }

  /// The topic of that id, which must exist.
  public Topic topic(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no topic of the world: " + id));
  }

  /// The domains, in order.
  public List<String> domains() {
    return topics.stream().map(Topic::domain).distinct().toList();
  }

  /// A sentence as it is written after a lead-in: in lower case, unless its first word is a name.
  public String afterLeadIn(String sentence) {
    if (sentence.isEmpty() || keepCapital.contains(firstWord(sentence))) {
      return sentence;
    }
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  /// A phrase as it opens a sentence.
  static String capitalized(String phrase) {
    return phrase.isEmpty()
        ? phrase
        : phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
  }

  private static String firstWord(String sentence) {
    int space = sentence.indexOf(' ');
    String word = space < 0 ? sentence : sentence.substring(0, space);
    return word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
  }
}
