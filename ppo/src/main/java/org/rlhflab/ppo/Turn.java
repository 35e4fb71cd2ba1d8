package org.rlhflab.ppo;

import java.util.random.RandomGenerator;

/// What is new in an iteration, beside its rollout.
///
/// @param iteration its number, from 1
/// @param coefficient of the KL
/// @param rate the policy's learning rate
/// @param order which responses make a minibatch
public record Turn(long iteration, double coefficient, double rate, RandomGenerator order) {}
