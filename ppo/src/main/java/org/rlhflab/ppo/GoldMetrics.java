package org.rlhflab.ppo;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;

/// Gold scores and behaviours of responses, under the names they have in `metrics.jsonl`.
final class GoldMetrics {
  private final QuestionBank bank;
  private final ResponseParser parser;

  GoldMetrics(World world) {
    this.bank = new QuestionBank(world);
    this.parser = new ResponseParser(world);
  }

  /// Those of one response; empty where the world does not know the prompt.
  Optional<Map<MetricName, Double>> of(String prompt, String text, boolean finished) {
    return bank.find(prompt).map(question -> of(question, text, finished));
  }

  private Map<MetricName, Double> of(Question question, String text, boolean finished) {
    Response response = parser.parse(text);
    return of(
        GoldRubric.DEFAULTS.score(question, response), Behaviour.of(question, response, finished));
  }

  /// Those of a response that has been judged already.
  static Map<MetricName, Double> of(GoldScore score, Behaviour judged) {
    Map<MetricName, Double> metrics = new EnumMap<>(MetricName.class);
    metrics.put(MetricName.GOLD_OVERALL, score.overall());
    for (Dimension dimension : Dimension.values()) {
      metrics.put(MetricName.of("gold/" + dimension.key()), score.of(dimension));
    }
    Map<String, Double> behaviour = judged.values();
    for (MetricName name : MetricName.values()) {
      String printed = name.printed();
      if (printed.startsWith("behaviour/")) {
        Double value = behaviour.get(printed.substring("behaviour/".length()));
        if (value != null) {
          metrics.put(name, value);
        }
      }
    }
    return metrics;
  }

  /// Adds the means over all responses that could be judged.
  static void addMeans(
      List<Optional<Map<MetricName, Double>>> all, Map<MetricName, Double> metrics) {
    List<Map<MetricName, Double>> judged = all.stream().flatMap(Optional::stream).toList();
    for (Map<MetricName, Double> one : judged) {
      one.forEach((name, value) -> metrics.merge(name, value / judged.size(), Double::sum));
    }
  }
}
