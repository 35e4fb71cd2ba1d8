package org.rlhflab.ppo.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rlhflab.pretrain.model.kernel.BlasCoreType;
import org.rlhflab.pretrain.stage.Machine;

/// What was measured on one machine.
///
/// @param preset the sizes
/// @param threads as many products at once were the yardstick
/// @param sgemmGflops of all threads together
/// @param training of one step
/// @param decoding of all responses
/// @param ppo of one iteration
public record BenchResult(
    BenchPreset preset,
    int threads,
    double sgemmGflops,
    Figures training,
    Figures decoding,
    Figures ppo) {

  /// Of one kind of work.
  ///
  /// @param milliseconds median
  /// @param tokens trained on, or decoded
  /// @param flops the model's own, see [ModelFlops]
  /// @param allocatedBytes heap and off-heap
  public record Figures(double milliseconds, long tokens, double flops, long allocatedBytes) {
    /// Tokens a second.
    public double tokensPerSecond() {
      return tokens / (milliseconds * 1e-3);
    }

    /// Billions of the model's operations a second.
    public double gflops() {
      return flops / (milliseconds * 1e6);
    }
  }

  /// Model FLOPs utilisation: the model's arithmetic over what the yardstick would do in the time.
  public double mfu(Figures figures) {
    return figures.gflops() / sgemmGflops;
  }

  /// For programs.
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("preset", preset.name());
    json.put("machine", Machine.current());
    json.put("blas_core_type", BlasCoreType.select());
    json.put("threads", threads);
    json.put("sgemm_gflops", sgemmGflops);
    put(json, "train", training);
    put(json, "decode", decoding);
    put(json, "ppo", ppo);
    json.put("train_step_ms", training.milliseconds());
    json.put("ppo_iteration_ms", ppo.milliseconds());
    json.put("allocated_bytes_per_step", training.allocatedBytes());
    json.put("decode_allocated_bytes", decoding.allocatedBytes());
    json.put("ppo_allocated_bytes", ppo.allocatedBytes());
    return json;
  }

  private void put(Map<String, Object> json, String name, Figures figures) {
    json.put(name + "_tokens_per_s", figures.tokensPerSecond());
    json.put(name + "_gflops", figures.gflops());
    json.put(name + "_mfu", mfu(figures));
  }
}
