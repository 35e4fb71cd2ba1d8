"""Writes bradley-terry-loss.json: the loss in its plain form, gradients by central differences."""

import json

import numpy as np

chosen = np.array([1.5, -0.25, 3.0, 0.0, -2.0, 0.75])
rejected = np.array([0.5, 0.5, -1.0, 0.0, -2.5, 2.0])
ties = np.array([False, False, False, False, True, True])
weights = np.array([1.0, 2.0, 0.5, 1.0, 1.0, 0.25])


def loss(c, r):
    win = -np.log(1 / (1 + np.exp(-(c - r))))
    lose = -np.log(1 / (1 + np.exp(-(r - c))))
    return float(np.mean(weights * np.where(ties, (win + lose) / 2, win)))


def difference(i, side):
    h = 1e-6
    step = np.zeros(6)
    step[i] = h
    if side == 0:
        return (loss(chosen + step, rejected) - loss(chosen - step, rejected)) / (2 * h)
    return (loss(chosen, rejected + step) - loss(chosen, rejected - step)) / (2 * h)


decided = chosen - rejected
json.dump(
    {
        "source": "bradley-terry-loss.py beside this file (numpy %s), formula of Ouyang et al. 2022, equation 1"
        % np.__version__,
        "input": {
            "chosen": chosen.tolist(),
            "rejected": rejected.tolist(),
            "ties": ties.tolist(),
            "weights": weights.tolist(),
        },
        "expected": {
            "loss": loss(chosen, rejected),
            "accuracy": float(np.mean(np.where(ties | (decided == 0), 0.5, decided > 0))),
            "mean_margin": float(np.mean(np.where(ties, 0, decided))),
            "d_chosen": [difference(i, 0) for i in range(6)],
            "d_rejected": [difference(i, 1) for i in range(6)],
        },
        "tolerance": 1e-6,
    },
    open("bradley-terry-loss.json", "w"),
    indent=2,
)
