package org.rlhflab.ppo.report.answer;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The same questions as each run or seed answered them.
///
/// @param groups at least one
public record ExhibitSet(List<Group> groups) {

  /// One run or seed.
  ///
  /// @param name what to call it
  /// @param exhibits its questions
  public record Group(String name, List<Exhibit> exhibits) {
    /// Copies its list.
    public Group {
      exhibits = List.copyOf(exhibits);
    }
  }

  /// Copies its list.
  public ExhibitSet {
    groups = List.copyOf(groups);
  }

  /// The first one's questions.
  public List<Exhibit> first() {
    return groups.getFirst().exhibits();
  }

  /// All others.
  public List<Group> others() {
    return groups.subList(1, groups.size());
  }

  /// What a legend must explain.
  public List<Tint> tints() {
    Set<Tint> tints = EnumSet.noneOf(Tint.class);
    groups.forEach(group -> tints.addAll(Exhibit.tints(group.exhibits())));
    return List.copyOf(tints);
  }
}
