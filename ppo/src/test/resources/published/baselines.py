"""Writes baselines.json: RLOO, GRPO and DPO on padded, masked arrays, and what they reach on a
bandit.

The Java code works on ragged arrays with gradients by hand; here losses are written as the papers
have them, on padded arrays, and gradients are central differences. Inputs are rounded to float32;
everything is computed in float64. The bandit's fixed points are found by expected gradients over
all groups of four actions, without sampling.
"""

import itertools
import json

import numpy as np

rng = np.random.default_rng(7)
lengths = [4, 2, 5, 1, 3, 6]
batch, time, k = len(lengths), max(lengths), 3
mask = np.arange(time)[None, :] < np.array(lengths)[:, None]
clip, beta = 0.1875, 0.0625


def draw(mean, deviation):
    return np.float64(np.float32(rng.normal(mean, deviation, (batch, time)))) * mask


old = -np.abs(draw(-1.0, 1.0)) * mask
reference = np.float64(np.float32(old + draw(0, 0.4))) * mask
new = np.float64(np.float32(old + draw(0, 0.12))) * mask
returns = np.float64(np.float32(rng.normal(0.5, 1, batch)))
groups = returns.reshape(-1, k)


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


rloo_advantages = np.array(
    [[g[i] - np.delete(g, i).mean() for i in range(k)] for g in groups]
).ravel()


def rloo(log_probs):
    rho = np.exp((log_probs * mask).sum(1) - (old * mask).sum(1))
    a = rloo_advantages
    losses = np.maximum(-a * rho, -a * np.clip(rho, 1 - clip, 1 + clip))
    return losses.sum() / mask.sum()


def rloo_clipped(log_probs):
    rho = np.exp((log_probs * mask).sum(1) - (old * mask).sum(1))
    a = rloo_advantages
    return float((-a * np.clip(rho, 1 - clip, 1 + clip) > -a * rho).mean())


grpo_advantages = (
    (groups - groups.mean(1, keepdims=True)) / (groups.std(1, ddof=1, keepdims=True) + 1e-4)
).ravel()
plain_advantages = (groups - groups.mean(1, keepdims=True)).ravel()


def grpo(log_probs):
    rho = np.exp(log_probs - old)
    a = grpo_advantages[:, None]
    surrogate = np.maximum(-a * rho, -a * np.clip(rho, 1 - clip, 1 + clip))
    k3 = np.exp(reference - log_probs) - 1 - (reference - log_probs)
    per_token = (surrogate + beta * k3) * mask
    return (per_token.sum(1) / mask.sum(1)).mean()


ties = np.array([False, True, False])
weights = np.array([1.0, 0.5, 2.0])
dpo_beta = 0.125


def dpo_rewards(log_probs):
    r = dpo_beta * ((log_probs - reference) * mask).sum(1)
    return r[0::2], r[1::2]


def dpo(log_probs):
    chosen, rejected = dpo_rewards(log_probs)
    m = chosen - rejected
    forward, backward = np.logaddexp(0, -m), np.logaddexp(0, m)
    return (weights * np.where(ties, (forward + backward) / 2, forward)).mean()


chosen, rejected = dpo_rewards(new)

# The bandit: three actions, rewards and a reference; groups of four.
r = np.array([1.0, 0.0, -0.5])
q = np.array([0.2, 0.5, 0.3])
price, size = 0.5, 4
optimum = q * np.exp(r / price)
optimum /= optimum.sum()


def mean_advantages(p, by_deviation):
    """E[A of the first | its action], over all groups."""
    a = np.zeros(3)
    for actions in itertools.product(range(3), repeat=size):
        rewards = r[list(actions)]
        scale = rewards.std(ddof=1) + 1e-4 if by_deviation else 1.0
        others = np.prod(p[list(actions[1:])])
        a[actions[0]] += others * (rewards[0] - rewards.mean()) / scale
    return a


def fixed_point(by_deviation):
    z = np.log(q)
    for _ in range(200000):
        p = np.exp(z - z.max())
        p /= p.sum()
        a = mean_advantages(p, by_deviation)
        # k3 in the loss: its expected gradient is that of KL(q || p).
        step = p * (a - (p * a).sum()) + price * (q - p)
        z = z + 0.5 * step
        if np.abs(step).max() < 1e-12:
            break
    return p


json.dump(
    {
        "source": "baselines.py beside this file (numpy %s): RLOO, GRPO and DPO as their papers have them"
        % np.__version__,
        "tolerance": 1e-6,
        "input": {
            "starts": [0] + [int(n) for n in np.cumsum(lengths)],
            "old_log_probs": ragged(old),
            "reference_log_probs": ragged(reference),
            "log_probs": ragged(new),
            "returns": returns.tolist(),
            "samples": k,
            "clip_range": clip,
            "beta": beta,
            "dpo_beta": dpo_beta,
            "ties": ties.tolist(),
            "weights": weights.tolist(),
        },
        "rloo": {
            "advantages": rloo_advantages.tolist(),
            "loss": rloo(new),
            "clip_fraction": rloo_clipped(new),
            "d_log_probs": ragged(gradient(rloo, new)),
        },
        "grpo": {
            "advantages": grpo_advantages.tolist(),
            "plain_advantages": plain_advantages.tolist(),
            "loss": grpo(new),
            "d_log_probs": ragged(gradient(grpo, new)),
        },
        "dpo": {
            "loss": dpo(new),
            "accuracy": float(np.where(ties, 0.5, chosen > rejected).mean()),
            "margin": float(np.where(ties, 0, chosen - rejected).mean()),
            "d_log_probs": ragged(gradient(dpo, new)),
        },
        "ratio_variance": float(np.exp(new - old)[mask].var()),
        "bandit": {
            "rewards": r.tolist(),
            "reference": q.tolist(),
            "price": price,
            "samples": size,
            "optimum": optimum.tolist(),
            "grpo_loss_plain": fixed_point(False).tolist(),
            "grpo_loss_by_deviation": fixed_point(True).tolist(),
        },
    },
    open("baselines.json", "w"),
    indent=1,
)
