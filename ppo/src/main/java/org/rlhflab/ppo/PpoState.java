package org.rlhflab.ppo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.ppo.objective.KlController;
import org.rlhflab.ppo.policy.ValueFunction;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.Resumable;

/// What an iteration leaves to the next one, beside the policy: the value function where there is
/// one, KL controller and the iteration's figures.
final class PpoState implements Resumable {
  private final PpoConfig config;
  private final Optional<ValueFunction> values;
  private final Map<MetricName, Double> metrics = new EnumMap<>(MetricName.class);
  private KlController controller;

  /// Before the first iteration.
  PpoState(Optional<ValueFunction> values, PpoConfig config) {
    this.config = config;
    this.values = values;
    this.controller = controller(config.price());
  }

  private KlController controller(double coefficient) {
    if (config.algorithm() == PpoConfig.Algorithm.DPO) {
      return new KlController.Fixed(coefficient);
    }
    return switch (config.klController()) {
      case FIXED -> new KlController.Fixed(coefficient);
      case ADAPTIVE ->
          new KlController.Adaptive(coefficient, config.klTarget(), config.klHorizon());
    };
  }

  Optional<ValueFunction> values() {
    return values;
  }

  KlController controller() {
    return controller;
  }

  /// Of the last iteration.
  Map<MetricName, Double> metrics() {
    return metrics;
  }

  /// An iteration is over, with this mean KL over `responses` responses.
  void after(double kl, int responses, Map<MetricName, Double> figures) {
    controller = controller.after(kl, responses);
    metrics.clear();
    metrics.putAll(figures);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    if (values.isPresent()) {
      values.get().save(out);
    }
    out.writeDouble(controller.coefficient());
    out.writeInt(metrics.size());
    for (Map.Entry<MetricName, Double> each : metrics.entrySet()) {
      out.writeUTF(each.getKey().name());
      out.writeDouble(each.getValue());
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    if (values.isPresent()) {
      values.get().restore(in);
    }
    controller = controller(in.readDouble());
    metrics.clear();
    for (int left = in.readInt(); left > 0; left--) {
      metrics.put(MetricName.valueOf(in.readUTF()), in.readDouble());
    }
  }
}
