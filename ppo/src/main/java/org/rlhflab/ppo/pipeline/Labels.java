package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;

/// Where a reward model's labels come from.
public sealed interface Labels {
  /// What results call them.
  String name();

  /// Annotators whose labels are left out.
  Set<String> without();

  /// What the people are like who chose; nobody where that is not known, or they gave marks.
  List<AnnotatorProfile> people();

  /// The people who gave marks; empty where labels are choices or a file.
  Optional<List<AnnotatorProfile>> marked();

  /// A file, as it is.
  ///
  /// @param file of preferences
  /// @param without annotators whose labels are left out
  record Given(Path file, Set<String> without) implements Labels {
    /// Copies its set.
    public Given {
      without = Set.copyOf(without);
    }

    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public List<AnnotatorProfile> people() {
      return List.of();
    }

    @Override
    public Optional<List<AnnotatorProfile>> marked() {
      return Optional.empty();
    }
  }

  /// Fresh labels of pairs of the run's own fine-tuned model's answers.
  ///
  /// @param name of the people
  /// @param crowd what they are like
  /// @param without annotators whose labels are left out
  /// @param form in which they judge
  record Fresh(String name, List<AnnotatorProfile> crowd, Set<String> without, Form form)
      implements Labels {

    /// How people say what they think.
    public enum Form {
      /// Which of two is better.
      CHOICES,
      /// Marks for each, from which pairs are made: the higher mark wins.
      RATINGS
    }

    /// Copies what it is given.
    public Fresh {
      crowd = List.copyOf(crowd);
      without = Set.copyOf(without);
    }

    @Override
    public List<AnnotatorProfile> people() {
      return form == Form.CHOICES
          ? AnnotatorFile.people(crowd).stream().filter(it -> !without.contains(it.id())).toList()
          : List.of();
    }

    @Override
    public Optional<List<AnnotatorProfile>> marked() {
      return form == Form.RATINGS ? Optional.of(crowd) : Optional.empty();
    }

    /// By choices.
    public Fresh(String name, List<AnnotatorProfile> crowd, Set<String> without) {
      this(name, crowd, without, Form.CHOICES);
    }
  }
}
