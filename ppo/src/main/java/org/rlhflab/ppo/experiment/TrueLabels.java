package org.rlhflab.ppo.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;

/// The same pairs, labelled by the known truth: what people would have said if nobody ever erred.
///
/// @param labels in the order of the given ones
/// @param changed how many say something else than before
/// @param kept how many the world can't judge, which stay as they were
record TrueLabels(List<Preference> labels, int changed, int kept) {
  private static final String TRUTH = "truth";

  /// Of labels on any prompts.
  static TrueLabels of(List<Preference> labels, World world) {
    KnownAnswer.Judge judge = new KnownAnswer.Judge(world);
    List<Preference> result = new ArrayList<>();
    int changed = 0;
    int kept = 0;
    for (Preference label : labels) {
      Optional<KnownAnswer> known = judge.of(label);
      if (known.isEmpty()) {
        result.add(label);
        kept++;
        continue;
      }
      boolean tie = known.get().isTie();
      boolean turned = known.get().verdict() == Verdict.REJECTED;
      changed += turned || tie != label.tie() ? 1 : 0;
      result.add(said(label, tie, turned));
    }
    return new TrueLabels(result, changed, kept);
  }

  /// A plain label: whose it was and how it came about is no longer true.
  private static Preference said(Preference label, boolean tie, boolean turned) {
    Preference bare =
        turned
            ? Preference.of(label.prompt(), label.rejected(), label.chosen())
            : Preference.of(label.prompt(), label.chosen(), label.rejected());
    return new Preference(
        label.id(),
        bare.prompt(),
        bare.chosen(),
        bare.rejected(),
        tie,
        TRUTH,
        label.criterion(),
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        bare.position(),
        bare.seconds(),
        label.source(),
        label.round(),
        1,
        label.extra());
  }
}
