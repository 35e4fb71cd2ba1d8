"""Writes ppo-objective.json: PPO's formulas on padded, masked arrays as TRL's PPOTrainer has them.

The Java code works on ragged arrays without padding, so the two share no indexing. Inputs are
rounded to float32; everything here is computed in float64; gradients are central differences.
"""

import json

import numpy as np

rng = np.random.default_rng(20)
lengths = [5, 1, 3, 7]
batch, time = len(lengths), max(lengths)
mask = np.arange(time)[None, :] < np.array(lengths)[:, None]


def draw(mean, deviation):
    x = rng.normal(mean, deviation, (batch, time))
    return np.float64(np.float32(x)) * mask


old = -np.abs(draw(-1.0, 1.0)) * mask
reference = np.float64(np.float32(old + draw(0, 0.4))) * mask
new = np.float64(np.float32(old + draw(0, 0.25))) * mask
values = draw(0.2, 0.5)
new_values = np.float64(np.float32(values + draw(0, 0.3))) * mask
scores = np.float64(np.float32(rng.normal(0.5, 1, batch)))
ended = np.array([True, False, True, True])
beta, penalty, gamma, lam, clip, value_clip = 0.0625, 1.0, 0.96875, 0.9375, 0.1875, 0.25


def masked_mean(x):
    return (x * mask).sum() / mask.sum()


def rewards_with(kl):
    rewards = -beta * kl * mask
    final = scores - penalty * (~ended)
    rewards[np.arange(batch), np.array(lengths) - 1] += final
    non_score = (-beta * kl * mask).sum(1).mean()
    return rewards, {
        "kl": (kl * mask).sum(1).mean(),
        "score": final.mean(),
        "non_score_reward": non_score,
        "rlhf_reward": non_score + final.mean(),
    }


def gae(rewards):
    advantages = np.zeros((batch, time + 1))
    padded = np.concatenate([values * mask, np.zeros((batch, 1))], axis=1)
    for t in reversed(range(time)):
        delta = rewards[:, t] + gamma * padded[:, t + 1] - padded[:, t]
        advantages[:, t] = (delta + gamma * lam * advantages[:, t + 1]) * mask[:, t]
    return advantages[:, :time], (advantages[:, :time] + values) * mask


def masked_whiten(x, shift_mean):
    mean = masked_mean(x)
    n = mask.sum()
    variance = masked_mean((x - mean) ** 2) * n / (n - 1)
    whitened = (x - mean) / np.sqrt(variance + 1e-8)
    return (whitened if shift_mean else whitened + mean) * mask


def surrogate(log_probs, advantages):
    ratio = np.exp(log_probs - old)
    return np.maximum(-advantages * ratio, -advantages * np.clip(ratio, 1 - clip, 1 + clip))


def value_losses(v, returns):
    clipped = np.clip(v, values - value_clip, values + value_clip)
    return np.square(v - returns), np.square(clipped - returns)


def gradient(f, x):
    h = 1e-6
    d = np.zeros_like(x)
    for index in zip(*np.nonzero(mask)):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        d[index] = (f(up) - f(down)) / (2 * h)
    return d


def ragged(x):
    return [float(v) for v in x[mask]]


k1 = old - reference
k3 = np.exp(reference - old) - 1 - (reference - old)
rewards1, means1 = rewards_with(k1)
rewards3, means3 = rewards_with(k3)
advantages, returns = gae(rewards1)
white = masked_whiten(advantages, True)
log_ratio = new - old
plain, clipped = -white * np.exp(log_ratio), -white * np.clip(np.exp(log_ratio), 1 - clip, 1 + clip)
v1, v2 = value_losses(new_values, returns)
logits = np.float64(np.float32(rng.normal(0, 1.5, (3, 4))))


def mean_entropy(z):
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    return -(p * np.log(p)).sum(1).mean()


def entropy_gradient():
    h, d = 1e-6, np.zeros_like(logits)
    for index in np.ndindex(logits.shape):
        up, down = logits.copy(), logits.copy()
        up[index] += h
        down[index] -= h
        d[index] = -0.5 * (mean_entropy(up) - mean_entropy(down)) / (2 * h)
    return d


adaptive = [0.05]
for kl, n in [(9.0, 64), (6.3, 64), (1.0, 128), (6.0, 64)]:
    adaptive.append(adaptive[-1] * (1 + np.clip(kl / 6.0 - 1, -0.2, 0.2) * n / 10000))

p = np.array([0.5, 0.25, 0.125, 0.125])
q = np.array([0.25, 0.25, 0.25, 0.25])

json.dump(
    {
        "source": "ppo-objective.py beside this file (numpy %s): formulas of TRL's PPOTrainer on padded arrays"
        % np.__version__,
        "tolerance": 1e-6,
        "input": {
            "starts": [0] + [int(n) for n in np.cumsum(lengths)],
            "old_log_probs": ragged(old),
            "reference_log_probs": ragged(reference),
            "log_probs": ragged(new),
            "old_values": ragged(values),
            "values": ragged(new_values),
            "scores": scores.tolist(),
            "ended": ended.tolist(),
            "beta": beta,
            "missing_end_penalty": penalty,
            "gamma": gamma,
            "lambda": lam,
            "clip_range": clip,
            "value_clip_range": value_clip,
            "log_softmax": (logits - np.log(np.exp(logits).sum(1, keepdims=True))).ravel().tolist(),
            "entropy_coefficient": 0.5,
            "p": np.log(p).tolist(),
            "q": np.log(q).tolist(),
        },
        "expected": {
            "k1": ragged(k1),
            "k3": ragged(k3),
            "exact_kl": float((p * np.log(p / q)).sum()),
            "rewards_k1": ragged(rewards1),
            "rewards_k3": ragged(rewards3),
            "means_k1": means1,
            "means_k3": means3,
            "advantages": ragged(advantages),
            "returns": ragged(returns),
            "whitened": ragged(white),
            "whitened_mean_kept": ragged(masked_whiten(advantages, False)),
            "surrogate": {
                "loss": masked_mean(surrogate(new, white)),
                "clip_fraction": masked_mean(clipped > plain),
                "approx_kl": 0.5 * masked_mean(log_ratio**2),
                "mean_ratio": masked_mean(np.exp(log_ratio)),
                "d_log_probs": ragged(gradient(lambda x: masked_mean(surrogate(x, white)), new)),
            },
            "value": {
                "loss": 0.5 * masked_mean(np.maximum(v1, v2)),
                "clip_fraction": masked_mean(v2 > v1),
                "d_values": ragged(
                    gradient(
                        lambda x: 0.5 * masked_mean(np.maximum(*value_losses(x, returns))), new_values
                    )
                ),
            },
            "entropy": {
                "mean": mean_entropy(logits),
                "d_logits": entropy_gradient().ravel().tolist(),
            },
            "adaptive": {
                "steps": [[9.0, 64], [6.3, 64], [1.0, 128], [6.0, 64]],
                "coefficients": [float(a) for a in adaptive],
                "target": 6.0,
                "horizon": 10000,
            },
        },
    },
    open("ppo-objective.json", "w"),
    indent=1,
)
