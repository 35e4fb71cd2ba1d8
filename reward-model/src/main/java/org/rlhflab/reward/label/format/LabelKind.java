package org.rlhflab.reward.label.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The forms in which labels are read and written, by the names that commands know them by.
public enum LabelKind {
  /// Ours: TRL's explicit prompt with all our fields.
  RLHF("rlhf", Holds.PAIRS, LineFormat.OURS),
  /// TRL preference: prompt, chosen, rejected.
  TRL("trl", Holds.PAIRS, LineFormat.OURS),
  /// TRL preference whose two texts begin with the prompt.
  TRL_IMPLICIT("trl-implicit", Holds.PAIRS, new TrlImplicit()),
  /// TRL preference in messages, role and content.
  TRL_CONVERSATIONAL("trl-conversational", Holds.PAIRS, new TrlConversational(true)),
  /// The same, both sides beginning with the prompt's messages.
  TRL_CONVERSATIONAL_IMPLICIT(
      "trl-conversational-implicit", Holds.PAIRS, new TrlConversational(false)),
  /// TRL prompt and completion: demonstrations.
  PROMPT_COMPLETION("prompt-completion", Holds.DEMONSTRATIONS, new PromptCompletion()),
  /// Anthropic HH: two transcripts.
  HH("hh", Holds.PAIRS, new HhTranscript()),
  /// Stanford Human Preferences.
  SHP("shp", Holds.PAIRS, new ShpComparison()),
  /// UltraFeedback, binarized.
  ULTRAFEEDBACK("ultrafeedback", Holds.PAIRS, new UltraFeedbackBinarized()),
  /// OpenAI's summary comparisons.
  SUMMARIZE("summarize", Holds.PAIRS, new SummarizeComparison()),
  /// A table with a header.
  CSV("csv", Holds.PAIRS, LineFormat.OURS),
  /// Ours: a response and its ratings, 1 to 5.
  RATINGS("ratings", Holds.RATINGS, LineFormat.OURS),
  /// HelpSteer's ratings, 0 to 4.
  HELPSTEER("helpsteer", Holds.RATINGS, new HelpSteerRating());

  /// What a file holds: files of different contents cannot become one another, but for the chosen
  /// responses of pairs, which are demonstrations.
  public enum Holds {
    PAIRS,
    DEMONSTRATIONS,
    RATINGS
  }

  /// The kinds that TRL opens as they are.
  private static final Set<String> OF_TRL =
      Set.of(
          "trl",
          "trl-implicit",
          "trl-conversational",
          "trl-conversational-implicit",
          "prompt-completion");

  private final String key;
  private final Holds holds;
  private final LineFormat format;

  LabelKind(String key, Holds holds, LineFormat format) {
    this.key = key;
    this.holds = holds;
    this.format = format;
  }

  /// As the user writes it.
  public String key() {
    return key;
  }

  /// What such a file holds.
  public Holds holds() {
    return holds;
  }

  /// Whether a tie can be said in it: elsewhere it would be read as a win.
  public boolean hasTies() {
    return this == RLHF || this == CSV;
  }

  /// Whether TRL opens it as it is.
  public boolean isOfTrl() {
    return OF_TRL.contains(key);
  }

  /// A line of this kind in our own form.
  public ObjectNode ours(LineFields line) {
    return format.ours(line);
  }

  /// A label of ours as a line of this kind.
  public ObjectNode theirs(ObjectNode ours) {
    return format.theirs(ours);
  }

  /// The kind with that key.
  public static Optional<LabelKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  /// Every key, for messages.
  public static String keys() {
    return Arrays.stream(values()).map(LabelKind::key).collect(Collectors.joining(", "));
  }

  /// What a line looks like, by its fields; what looks like nothing is taken for [#TRL], whose
  /// complaints are ours.
  public static LabelKind of(ObjectNode line) {
    JsonNode chosen = line.path("chosen");
    if (line.has("human_ref_A") || line.has("human_ref_B")) {
      return SHP;
    }
    if (chosen.isMissingNode()) {
      return withoutChosen(line);
    }
    boolean prompt = line.hasNonNull("prompt");
    if (chosen.isArray() && line.path("rejected").isArray()) {
      return prompt ? conversation(line, chosen) : TRL_CONVERSATIONAL_IMPLICIT;
    }
    if (line.path("prompt").isArray()) {
      return TRL_CONVERSATIONAL;
    }
    if (prompt || !chosen.isString() || !line.path("rejected").isString()) {
      return TRL;
    }
    return chosen.stringValue().startsWith(HhTranscript.HUMAN) ? HH : TRL_IMPLICIT;
  }

  private static LabelKind conversation(ObjectNode line, JsonNode chosen) {
    boolean whole =
        line.path("prompt").isString() && chosen.path(0).path("role").asString("").equals("user");
    return whole ? ULTRAFEEDBACK : TRL_CONVERSATIONAL;
  }

  private static LabelKind withoutChosen(ObjectNode line) {
    if (line.path("summaries").isArray()) {
      return SUMMARIZE;
    }
    if (line.has("response") || line.path("ratings").isObject()) {
      return line.path("ratings").isObject() || !HelpSteerRating.hasAttribute(line)
          ? RATINGS
          : HELPSTEER;
    }
    return line.has("completion") ? PROMPT_COMPLETION : TRL;
  }
}
