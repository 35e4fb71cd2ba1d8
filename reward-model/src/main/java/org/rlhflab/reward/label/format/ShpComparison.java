package org.rlhflab.reward.label.format;

import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Stanford Human Preferences: a post (`history`), two comments (`human_ref_A`, `human_ref_B`), and
/// `labels`, 1 where A is preferred and 0 where B is. The other columns are kept, `labels` too: it
/// says which side a response is to go back to.
///
/// Source: Ethayarajh et al. 2022, the data's README.
final class ShpComparison implements LineFormat {
  private static final String POST = "history";
  private static final String A = "human_ref_A";
  private static final String B = "human_ref_B";
  private static final String LABEL = "labels";

  /// In the order in which they are published.
  private static final List<String> COLUMNS =
      List.of(
          "post_id",
          "domain",
          "upvote_ratio",
          POST,
          "c_root_id_A",
          "c_root_id_B",
          "created_at_utc_A",
          "created_at_utc_B",
          "score_A",
          "score_B",
          A,
          B,
          LABEL,
          "seconds_difference",
          "score_ratio");

  @Override
  public ObjectNode ours(LineFields theirs) {
    JsonNode label = theirs.object().path(LABEL);
    if (!label.isInt() || label.intValue() < 0 || label.intValue() > 1) {
      throw theirs.error(
          "\"labels\" must be 1 (A is preferred) or 0 (B is), got "
              + (label.isMissingNode() ? "nothing" : label));
    }
    boolean a = label.intValue() == 1;
    return new PairTexts(theirs.text(POST), theirs.text(a ? A : B), theirs.text(a ? B : A))
        .with(theirs.object(), Set.of(POST, A, B));
  }

  @Override
  public ObjectNode theirs(ObjectNode ours) {
    PairTexts pair = PairTexts.of(ours);
    boolean a = ours.path(LABEL).asInt(1) != 0;
    ObjectNode texts = ours.objectNode();
    texts.put(POST, pair.prompt());
    texts.put(A, a ? pair.chosen() : pair.rejected());
    texts.put(B, a ? pair.rejected() : pair.chosen());
    texts.put(LABEL, a ? 1 : 0);
    ObjectNode theirs = ours.objectNode();
    for (String column : COLUMNS) {
      JsonNode value = texts.has(column) ? texts.get(column) : ours.get(column);
      if (value != null) {
        theirs.set(column, value);
      }
    }
    PairTexts.addOthers(theirs, ours, Set.of("prompt", "chosen", "rejected"));
    return theirs;
  }
}
