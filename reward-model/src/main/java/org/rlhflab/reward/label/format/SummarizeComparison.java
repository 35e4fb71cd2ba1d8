package org.rlhflab.reward.label.format;

import java.util.Set;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's summary comparisons: a post or an article (`info`), two `summaries` with their
/// policies, and `choice`, the index of the better one; `worker` is the annotator. The prompt is
/// written as the paper writes it for its models, `SUBREDDIT: ... TITLE: ... POST: ... TL;DR:`; a
/// bare post is its own prompt. What the prompt does not hold is kept in the fields of the same
/// names.
///
/// Source: Stiennon et al. 2020, README of `openai/summarize-from-feedback`.
final class SummarizeComparison implements LineFormat {
  private static final Set<String> USED = Set.of("summaries", "worker");
  private static final Set<String> OURS =
      Set.of("prompt", "chosen", "rejected", "annotator", "summaries", "info", "choice");

  @Override
  public ObjectNode ours(LineFields theirs) {
    JsonNode summaries = theirs.object().path("summaries");
    JsonNode choice = theirs.object().path("choice");
    if (summaries.size() != 2
        || !summaries.path(0).path("text").isString()
        || !summaries.path(1).path("text").isString()) {
      throw theirs.error("\"summaries\" must be two objects, each with a \"text\"");
    }
    if (!choice.isInt() || choice.intValue() < 0 || choice.intValue() > 1) {
      throw theirs.error(
          "\"choice\" must be 0 or 1, the better summary, got "
              + (choice.isMissingNode() ? "nothing" : choice));
    }
    int better = choice.intValue();
    ObjectNode ours =
        new PairTexts(
                prompt(theirs),
                summaries.get(better).get("text").stringValue(),
                summaries.get(1 - better).get("text").stringValue())
            .with(theirs.object(), USED);
    String worker = theirs.optionalText("worker");
    if (!worker.isEmpty()) {
      ours.put("annotator", worker);
    }
    ArrayNode others = ours.putArray("summaries");
    for (JsonNode summary : summaries) {
      others.add(((ObjectNode) summary).deepCopy().without("text"));
    }
    return ours;
  }

  private static String prompt(LineFields fields) {
    JsonNode info = fields.object().path("info");
    JsonNode article = info.path("article");
    if (article.isString() && !article.stringValue().isBlank()) {
      return "Article:\n\n" + article.stringValue() + "\n\nTL;DR:";
    }
    String post = info.path("post").asString("");
    if (post.isBlank()) {
      throw fields.error("\"info\" holds neither a \"post\" nor an \"article\"");
    }
    String subreddit = part("SUBREDDIT: r/", info.path("subreddit"));
    String title = part("TITLE: ", info.path("title"));
    boolean bare = subreddit.isEmpty() && title.isEmpty();
    return bare ? post : subreddit + title + "POST: " + post + "\n\nTL;DR:";
  }

  private static String part(String name, JsonNode value) {
    return value.isString() ? name + value.stringValue() + "\n\n" : "";
  }

  @Override
  public ObjectNode theirs(ObjectNode ours) {
    PairTexts pair = PairTexts.of(ours);
    int better = ours.path("choice").asInt(0) == 1 ? 1 : 0;
    ObjectNode theirs = ours.objectNode();
    if (ours.path("info").isObject()) {
      theirs.set("info", ours.get("info"));
    } else {
      theirs.putObject("info").put("post", pair.prompt());
    }
    ArrayNode summaries = theirs.putArray("summaries");
    for (int i = 0; i < 2; i++) {
      ObjectNode summary = summaries.addObject();
      summary.put("text", i == better ? pair.chosen() : pair.rejected());
      if (ours.path("summaries").path(i) instanceof ObjectNode others) {
        PairTexts.addOthers(summary, others, Set.of());
      }
    }
    theirs.put("choice", better);
    if (ours.has("annotator")) {
      theirs.set("worker", ours.get("annotator"));
    }
    PairTexts.addOthers(theirs, ours, OURS);
    return theirs;
  }
}
