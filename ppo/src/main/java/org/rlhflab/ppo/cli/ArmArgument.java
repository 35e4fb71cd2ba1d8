package org.rlhflab.ppo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.rlhflab.ppo.RewardSource;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.ppo.experiment.ComparedArm;
import org.rlhflab.ppo.experiment.Course;
import org.rlhflab.ppo.experiment.LabelComparison;
import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.ppo.pipeline.PipelineConfig;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.reward.Annotation;
import org.rlhflab.reward.RewardModelStage;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An arm as it is written on the command line or in an experiment's file:
/// `[NAME=]LABELS[,SETTING=VALUE...]`. LABELS is a label file, or people: `careful`, or several
/// kinds in one crowd, `careful+careless`; `ratings:careful` has them mark each response alone.
final class ArmArgument {
  private static final Pattern SETTING =
      Pattern.compile(
          "(demonstrations|without|pairs|reward|reward-models|rounds|until|[a-z-]+\\.[a-z0-9_-]+)=.+");

  private static final String PEOPLE = "annotators.";
  private static final String RATINGS = "ratings:";

  private ArmArgument() {}

  /// `[NAME=]LABELS`: without a name of its own an arm is called as its labels are.
  private record Head(String name, String labels) {
    static Head of(String text) {
      int equals = text.indexOf('=');
      String labels = text.substring(equals + 1);
      return new Head(equals < 0 ? shortName(labels) : text.substring(0, equals), labels);
    }
  }

  /// All arms; files are looked through before anything is trained. Names must differ.
  static List<ComparedArm> read(
      List<String> arguments, DataFolder data, StageSettings common, EvaluationConfig evaluation) {
    List<ComparedArm> arms = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(LabelComparison.FINE_TUNED));
    for (String argument : arguments) {
      ComparedArm arm = read(argument, data, common, evaluation);
      if (!names.add(arm.name())) {
        throw new BadInput(
            "two arms are called %s; give each a name of its own, for instance %s-2=%s"
                .formatted(arm.name(), arm.name(), argument.replaceFirst("^[^,=]+=(?=[^,])", "")));
      }
      arms.add(arm);
    }
    return arms;
  }

  private static ComparedArm read(
      String argument, DataFolder data, StageSettings common, EvaluationConfig evaluation) {
    String[] parts = argument.split(",");
    if (parts.length == 0 || parts[0].isBlank() || parts[0].startsWith("=")) {
      throw new BadInput("an arm is [NAME=]LABELS[,SETTING=VALUE...], got \"" + argument + "\"");
    }
    Head head = Head.of(parts[0]);
    String name = head.name();
    String demonstrations = "mixed";
    List<String> stages = new ArrayList<>();
    List<String> settings = List.of(parts).subList(1, parts.length);
    Set<String> without = new LinkedHashSet<>();
    Map<String, String> people = new LinkedHashMap<>();
    Optional<RewardSource> rule = Optional.empty();
    int pairs = common.pairs();
    int rewardModels = 1;
    int rounds = 1;
    boolean tuned = true;
    for (String setting : settings) {
      if (!SETTING.matcher(setting).matches()) {
        throw new BadInput(
            ("arm %s: \"%s\" is no setting; there are demonstrations=, pairs=, without=, reward=,"
                    + " reward-models=, rounds=, until=, annotators.FIELD= and STAGE.OPTION=")
                .formatted(name, setting));
      }
      String value = setting.substring(setting.indexOf('=') + 1);
      String key = setting.substring(0, setting.indexOf('='));
      switch (key) {
        case "demonstrations" -> demonstrations = value;
        case "without" -> without.add(value);
        case "reward" -> rule = Optional.of(rule(name, value));
        case "pairs" -> pairs = number(name, key, value);
        case "reward-models" -> rewardModels = number(name, key, value);
        case "rounds" -> rounds = number(name, key, value);
        case "until" -> tuned = until(name, value);
        default -> {
          if (key.startsWith(PEOPLE)) {
            people.put(key.substring(PEOPLE.length()).replace('-', '_'), value);
          } else {
            stages.add(setting);
          }
        }
      }
    }
    PipelineConfig config = common.with(stages, pairs).toConfig(evaluation);
    Labels whose = labels(name, head.labels(), without, people, data);
    if (whose instanceof Labels.Fresh fresh) {
      Annotation.check(config.annotate(), config.collection(), fresh.crowd());
    }
    return new ComparedArm(
        name,
        RunOptions.demonstrations(demonstrations, data),
        whose,
        rule,
        course(name, rewardModels, rounds, tuned),
        config,
        settings);
  }

  /// The same arm with these people left out, named for it: `crowd` without `anna` is
  /// `crowd-without-anna=crowd,without=anna`.
  static String without(String argument, List<String> people) {
    String[] parts = argument.split(",", 2);
    Head head = Head.of(parts[0]);
    StringBuilder arm = new StringBuilder(head.name() + "-without-" + String.join("-", people));
    arm.append('=').append(head.labels());
    if (parts.length == 2) {
      arm.append(',').append(parts[1]);
    }
    people.forEach(person -> arm.append(",without=").append(person));
    return arm.toString();
  }

  private static RewardSource rule(String arm, String value) {
    if (!value.equals("length") && !value.equals("gold")) {
      throw new BadInput("arm %s: reward must be length or gold, got %s".formatted(arm, value));
    }
    return RewardSource.of(value);
  }

  /// Whether there is a policy.
  private static boolean until(String arm, String value) {
    if (!value.equals("reward-model")) {
      throw new BadInput("arm %s: until must be reward-model, got %s".formatted(arm, value));
    }
    return false;
  }

  private static Course course(String arm, int rewardModels, int rounds, boolean tuned) {
    try {
      return new Course(rewardModels, rounds, tuned);
    } catch (IllegalArgumentException e) {
      throw new BadInput("arm %s: %s".formatted(arm, e.getMessage()));
    }
  }

  private static int number(String arm, String key, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new BadInput("arm %s: %s must be a whole number, got %s".formatted(arm, key, value));
    }
  }

  /// A file's name without its ending: `runs/mine.jsonl.gz` is `mine`.
  private static String shortName(String labels) {
    Path file = Path.of(labels).getFileName();
    return file == null ? labels : file.toString().replaceFirst("\\.jsonl(\\.gz)?$", "");
  }

  private static Labels labels(
      String arm, String labels, Set<String> without, Map<String, String> people, DataFolder data) {
    if (Files.isRegularFile(Path.of(labels)) && !labels.endsWith(".json")) {
      if (!people.isEmpty()) {
        throw new BadInput(
            "arm %s: annotators.%s is for people who label fresh pairs, and %s is a label file"
                .formatted(arm, people.keySet().iterator().next(), labels));
      }
      RewardModelStage.checkPresent(
          without, PreferenceFile.read(Path.of(labels)).stream().map(Preference::annotator));
      return new Labels.Given(Path.of(labels), without);
    }
    List<AnnotatorProfile> crowd = new ArrayList<>();
    boolean rated = labels.startsWith(RATINGS);
    for (String part : labels.replaceFirst("^" + RATINGS, "").split("\\+")) {
      Annotation.crowd(data, part).forEach(profile -> crowd.add(changed(arm, profile, people)));
    }
    RewardModelStage.checkPresent(
        without, AnnotatorFile.people(crowd).stream().map(AnnotatorProfile::id));
    return new Labels.Fresh(
        labels, crowd, without, rated ? Labels.Fresh.Form.RATINGS : Labels.Fresh.Form.CHOICES);
  }

  /// The same person with some of the profile's fields changed.
  private static AnnotatorProfile changed(
      String arm, AnnotatorProfile profile, Map<String, String> changes) {
    ObjectNode fields = Json.tree(profile);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!fields.has(change.getKey()) || change.getKey().equals("id")) {
        throw new BadInput(
            "arm %s: a profile of annotators has no field %s".formatted(arm, change.getKey()));
      }
      fields.set(change.getKey(), value(change.getValue()));
    }
    try {
      return Json.MAPPER.treeToValue(fields, AnnotatorProfile.class);
    } catch (JacksonException e) {
      throw new BadInput(
          "arm %s: annotators.%s: %s"
              .formatted(
                  arm,
                  String.join(", annotators.", changes.keySet()),
                  e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage()));
    }
  }

  private static JsonNode value(String text) {
    try {
      return Json.MAPPER.getNodeFactory().numberNode(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Json.MAPPER.getNodeFactory().stringNode(text);
    }
  }
}
