package org.rlhflab.ppo.lesson.demonstration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;

/// What demonstrations are computed from: a finished run if there is one, and the shipped data.
/// What is read or simulated once is kept.
public final class Evidence {
  /// The careful people's name, in the data and in a demo.
  static final String CAREFUL = "careful";

  private static final int MOST_PAIRS = 600;
  private static final int FEWEST_PAIRS = 550;

  private final Optional<FinishedRun> run;
  private final DataFolder data;
  private final long seed;
  private final World world;
  private final QuestionBank questions;
  private final ResponseParser parser;
  private final Map<String, List<Preference>> files = new HashMap<>();
  private Optional<List<PairToLabel>> pairs = Optional.empty();
  private Optional<List<PairToLabel>> ownPairs = Optional.empty();
  private Optional<SimulatedPeople> people = Optional.empty();

  /// Over a run, or over the data alone.
  public Evidence(Optional<FinishedRun> run, DataFolder data, long seed) {
    this.run = run;
    this.data = data;
    this.seed = seed;
    this.world = WorldReader.read(data.world());
    this.questions = new QuestionBank(world);
    this.parser = new ResponseParser(world);
  }

  /// The run, if there is one.
  public Optional<FinishedRun> run() {
    return run;
  }

  /// The shipped data.
  public DataFolder data() {
    return data;
  }

  /// The truth.
  public World world() {
    return world;
  }

  /// Asks the rubric.
  public KnownAnswer.Judge judge() {
    return new KnownAnswer.Judge(world);
  }

  /// Labels whose responses are the run's own, or the shipped ones of careful people.
  public List<Preference> ownLabels() {
    return ownLabelFile().map(this::read).orElseGet(() -> shipped(CAREFUL));
  }

  /// Labels with so many pairs at least: the run's own, or the shipped ones where it has too few.
  public List<Preference> labelsToDrawFrom(int pairs) {
    List<Preference> own = ownLabels();
    return pairsOf(own).size() >= 2 * pairs ? own : shipped(CAREFUL);
  }

  /// Where they come from, in words.
  public String ownLabelsFrom() {
    return ownLabelFile()
        .map(file -> "the run's own labels, " + file)
        .orElse("the shipped labels, responses written by the grammar");
  }

  long seed() {
    return seed;
  }

  QuestionBank questions() {
    return questions;
  }

  ResponseParser parser() {
    return parser;
  }

  /// Where it is, for demonstrations of the whole run.
  String runFrom() {
    return run.map(it -> "the run in " + it.folder()).orElse("no run");
  }

  List<Preference> shipped(String name) {
    return read(data.labels(name));
  }

  List<Preference> labels(TunedArm arm) {
    return arm.labels().map(this::read).orElse(List.of());
  }

  /// Pairs to be judged by simulated people, the sides in alphabetical order: the run's own, or the
  /// shipped ones where the run has too few.
  List<PairToLabel> pairs() {
    if (pairs.isEmpty()) {
      pairs = Optional.of(arePairsTheRuns() ? ownPairs() : pairsOf(shipped(CAREFUL)));
    }
    return pairs.get();
  }

  SimulatedPeople people() {
    if (people.isEmpty()) {
      people = Optional.of(new SimulatedPeople(pairs(), data, seed));
    }
    return people.get();
  }

  private Optional<Path> ownLabelFile() {
    return run.flatMap(it -> it.arms().stream().flatMap(arm -> arm.labels().stream()).findFirst())
        .filter(Files::exists);
  }

  private List<Preference> read(Path file) {
    return files.computeIfAbsent(file.toString(), _ -> PreferenceFile.read(file));
  }

  /// Where they come from, in words.
  String pairsFrom() {
    return arePairsTheRuns()
        ? "simulated people on the run's own pairs"
        : "simulated people on the shipped pairs";
  }

  private boolean arePairsTheRuns() {
    return ownLabelFile().isPresent() && ownPairs().size() >= FEWEST_PAIRS;
  }

  private List<PairToLabel> ownPairs() {
    if (ownPairs.isEmpty()) {
      ownPairs = Optional.of(pairsOf(ownLabels()));
    }
    return ownPairs.get();
  }

  private List<PairToLabel> pairsOf(List<Preference> labels) {
    List<PairToLabel> found = new ArrayList<>();
    for (Preference label : labels) {
      if (found.size() == MOST_PAIRS) {
        break;
      }
      Optional<Question> question = questions.find(label.prompt());
      if (question.isEmpty() || label.isEmptyChoice()) {
        continue;
      }
      boolean inOrder = label.chosen().compareTo(label.rejected()) < 0;
      found.add(
          PairToLabel.of(
              "pair-" + (found.size() + 1),
              question.get(),
              parser.parse(inOrder ? label.chosen() : label.rejected()),
              parser.parse(inOrder ? label.rejected() : label.chosen()),
              GoldRubric.DEFAULTS));
    }
    return found;
  }
}
