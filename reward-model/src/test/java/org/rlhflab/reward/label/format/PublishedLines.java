package org.rlhflab.reward.label.format;

import java.util.Map;
import java.util.Objects;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.node.ObjectNode;

/// One line of each form with the field names that its publishers use; the texts are made up.
public final class PublishedLines {
  private PublishedLines() {}

  /// A form and a line of it.
  public static final Map<LabelKind, String> LINES =
      Map.ofEntries(
          Map.entry(
              LabelKind.TRL,
              """
              {"prompt":"The sky is","chosen":" blue.","rejected":" green."}\
              """),
          Map.entry(
              LabelKind.TRL_IMPLICIT,
              """
              {"chosen":"The sky is blue.","rejected":"The sky is green."}\
              """),
          Map.entry(
              LabelKind.TRL_CONVERSATIONAL,
              """
              {"prompt":[{"role":"system","content":"Be brief."},\
              {"role":"user","content":"What color is the sky?"}],\
              "chosen":[{"role":"assistant","content":"It is blue."}],\
              "rejected":[{"role":"assistant","content":"It is green."}]}\
              """),
          Map.entry(
              LabelKind.TRL_CONVERSATIONAL_IMPLICIT,
              """
              {"chosen":[{"role":"user","content":"What color is the sky?"},\
              {"role":"assistant","content":"It is blue."}],\
              "rejected":[{"role":"user","content":"What color is the sky?"},\
              {"role":"assistant","content":"It is green."}]}\
              """),
          Map.entry(
              LabelKind.PROMPT_COMPLETION,
              """
              {"prompt":"The sky is","completion":" blue."}\
              """),
          Map.entry(
              LabelKind.HH,
              """
              {"chosen":"\\n\\nHuman: Hi\\n\\nAssistant: Yes? \\n\\nHuman: Sky?\\n\\nAssistant: Blue.",\
              "rejected":"\\n\\nHuman: Hi\\n\\nAssistant: Yes? \\n\\nHuman: Sky?\\n\\nAssistant: Green."}\
              """),
          Map.entry(
              LabelKind.SHP,
              """
              {"post_id":"p1","domain":"askscience_train","upvote_ratio":0.98,\
              "history":"Why is the sky blue?","c_root_id_A":"a1","c_root_id_B":"b1",\
              "created_at_utc_A":1636822112,"created_at_utc_B":1636822110,"score_A":166,\
              "score_B":340,"human_ref_A":"It is painted.","human_ref_B":"Light is scattered.",\
              "labels":0,"seconds_difference":2.0,"score_ratio":2.048}\
              """),
          Map.entry(
              LabelKind.ULTRAFEEDBACK,
              """
              {"prompt":"Why is the sky blue?","prompt_id":"0f3c",\
              "chosen":[{"role":"user","content":"Why is the sky blue?"},\
              {"role":"assistant","content":"Light is scattered."}],\
              "rejected":[{"role":"user","content":"Why is the sky blue?"},\
              {"role":"assistant","content":"It is painted."}],\
              "messages":[{"role":"user","content":"Why is the sky blue?"},\
              {"role":"assistant","content":"Light is scattered."}],\
              "score_chosen":8.5,"score_rejected":3.0}\
              """),
          Map.entry(
              LabelKind.SUMMARIZE,
              """
              {"info":{"id":"t3_x","post":"I looked up.","title":"Sky","subreddit":"science"},\
              "summaries":[{"text":" It is green.","policy":"ref","note":null},\
              {"text":" It is blue.","policy":"sup4","note":"short"}],"choice":1,\
              "worker":"w7","batch":"batch9","split":"train","extra":{"confidence":8}}\
              """),
          Map.entry(
              LabelKind.RATINGS,
              """
              {"prompt":"Sky?","response":"Blue.","ratings":{"accuracy":5,"tone":2}}\
              """),
          Map.entry(
              LabelKind.HELPSTEER,
              """
              {"prompt":"c#","response":"A language.","helpfulness":3,"correctness":4,\
              "coherence":4,"complexity":0,"verbosity":1}\
              """));

  /// A line of the form.
  public static String text(LabelKind kind) {
    return Objects.requireNonNull(LINES.get(kind));
  }

  static ObjectNode line(LabelKind kind) {
    return (ObjectNode) Json.MAPPER.readTree(text(kind));
  }
}
