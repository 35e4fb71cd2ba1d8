package org.rlhflab.ppo.evaluation;

import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.text.Tokenizer;

/// A model with its judged answers.
///
/// @param name how results call it
/// @param gpt the model
/// @param tokenizer its tokens
/// @param sampled answers drawn at the evaluation's temperature
/// @param greedy the likeliest answer to each prompt
public record EvaluatedModel(
    String name,
    Gpt gpt,
    Tokenizer tokenizer,
    EvaluatedResponses sampled,
    EvaluatedResponses greedy) {}
