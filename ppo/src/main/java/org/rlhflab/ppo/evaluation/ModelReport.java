package org.rlhflab.ppo.evaluation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.node.ObjectNode;

/// All figures of one model: in JSON documents one object, greedy figures under `greedy`.
///
/// @param name how results call the model
/// @param sampled of answers drawn at the evaluation's temperature, in JSON beside the name
/// @param greedy of the likeliest answers; `kl` at the sampled answers' temperature
public record ModelReport(String name, @JsonUnwrapped ModelFigures sampled, ModelFigures greedy) {

  /// The JSON object: a caller may add keys.
  public ObjectNode json() {
    return Json.tree(this);
  }
}
