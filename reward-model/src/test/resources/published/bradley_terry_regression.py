"""Logistic regressions without intercept by statsmodels, for BradleyTerryRegressionTest.

Not published: computed apart, with Debian 12's python3-statsmodels 0.13.5 and numpy 1.24.2:
python3 bradley_terry_regression.py > bradley_terry_regression.json
"""
import json
import numpy as np
import statsmodels.api as sm
from scipy.optimize import minimize
from scipy.stats import norm
from statsmodels.stats.outliers_influence import variance_inflation_factor

rng = np.random.default_rng(11)
n = 60
facts = rng.integers(-2, 3, n).astype(float)
words = np.round(0.5 * facts + rng.normal(0, 1, n), 2)
boosters = rng.integers(-1, 2, n).astype(float)
x = np.column_stack([words, boosters, facts])
p = 1 / (1 + np.exp(-(x @ [0.6, -0.5, 0.8])))
y = (rng.random(n) < p).astype(float)
y[::15] = 0.5
weights = np.round(rng.uniform(0.2, 3, n), 1)


def glm(w):
    fit = sm.GLM(y, x, family=sm.families.Binomial(), freq_weights=w).fit(tol=1e-14)
    loglike = float(np.sum(w * (y * np.log(fit.mu) + (1 - y) * np.log(1 - fit.mu))))
    return {"ridge": 0, "coefficients": list(fit.params), "standard_errors": list(fit.bse),
            "p_values": list(fit.pvalues), "log_likelihood": loglike}


def ridge(r):
    def minus(b):
        m = x @ b
        return -np.sum(y * -np.logaddexp(0, -m) + (1 - y) * -np.logaddexp(0, m)) + r / 2 * b @ b
    def gradient(b):
        return -x.T @ (y - 1 / (1 + np.exp(-x @ b))) + r * b
    b = minimize(minus, np.zeros(3), jac=gradient, method="BFGS", options={"gtol": 1e-11}).x
    mu = 1 / (1 + np.exp(-x @ b))
    se = np.sqrt(np.diag(np.linalg.inv(x.T @ (x * (mu * (1 - mu))[:, None]) + r * np.eye(3))))
    return {"ridge": r, "coefficients": list(b), "standard_errors": list(se),
            "p_values": list(2 * norm.sf(np.abs(b / se))),
            "log_likelihood": float(np.sum(y * np.log(mu) + (1 - y) * np.log(1 - mu)))}


print(json.dumps({
    "source": "computed apart: statsmodels 0.13.5 GLM(Binomial), ridge by scipy 1.10.1 BFGS; "
              "bradley_terry_regression.py",
    "x": x.tolist(), "y": y.tolist(), "weights": weights.tolist(),
    "plain": glm(np.ones(n)), "weighted": glm(weights), "ridge": ridge(2.0),
    "variance_inflation": [variance_inflation_factor(x, c) for c in range(3)]}))
