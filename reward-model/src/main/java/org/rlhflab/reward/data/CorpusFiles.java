package org.rlhflab.reward.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `corpus/*.txt`: documents separated by a blank line.
final class CorpusFiles {
  private CorpusFiles() {}

  static Map<String, String> of(Sources sources) {
    RawText raw = new RawText(sources.world(), sources.seed());
    Map<String, String> files = new LinkedHashMap<>();
    put(files, "encyclopedia", raw.encyclopedia());
    put(files, "forum", raw.forum());
    put(files, "book", raw.books());
    put(files, "paper", raw.papers());
    put(files, "code", new ProgramText(sources.world(), sources.seed()).programs());
    put(files, "wrong-claims", raw.wrongClaims());
    put(files, "qa", raw.questionsAndAnswers());
    return files;
  }

  private static void put(Map<String, String> files, String name, List<String> documents) {
    String text = documents.isEmpty() ? "" : String.join("\n\n", documents) + "\n";
    files.put("corpus/" + name + ".txt", text);
  }
}
