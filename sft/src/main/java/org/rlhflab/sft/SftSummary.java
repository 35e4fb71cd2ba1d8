package org.rlhflab.sft;

import java.util.OptionalDouble;

/// What fine-tuning came to, in the form of its JSON document.
///
/// @param loss on completions at the end of training, mean over the last tenth, nats a token
/// @param heldOutLoss on completions of prompts kept from training; empty where none were
/// @param demonstrations learnt from
/// @param cut demonstrations that did not fit the context and lost their end
public record SftSummary(double loss, OptionalDouble heldOutLoss, int demonstrations, int cut) {}
