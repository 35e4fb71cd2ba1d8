"""Writes kneser_ney.json: interpolated modified Kneser-Ney, plainly from the equations.

Run: python3 kneser_ney.py > kneser_ney.json

Chen and Goodman 1998 (TR-10-98). Every quantity is computed anew from lists and sets of n-grams
each time it is needed; nothing is stored, shared or incremental. A document is E w1 ... wm E; the
first E is only ever a context. N-grams that begin with the first E keep their number of
occurrences at every order (Heafield et al. 2013, section 3.2). Where n1, n2 or n3 is 0, or a
discount is not in (0, r], the discounts of that length are 0.5, 1, 1.5 (KenLM's fallback).
"""
import json
import math
import random
from functools import lru_cache

E = 0  # end-of-text


class Model:
    def __init__(self, documents, order, vocabulary):
        self.order, self.vocabulary = order, vocabulary
        # BOS is a symbol of its own here, so that it cannot be mistaken for a predicted E.
        self.sentences = [["BOS"] + d + [E] for d in documents]
        self.adjusted = lru_cache(None)(self._adjusted)
        self.discounts = lru_cache(None)(self._discounts)

    def grams(self, k):
        """All n-grams of length k, each as often as it occurs, that end in a predicted token."""
        return [tuple(s[i:i + k]) for s in self.sentences for i in range(len(s) - k + 1)
                if i + k - 1 >= 1]

    def _adjusted(self, k):
        """{n-gram of length k: count}."""
        occurrences = self.grams(k)
        result = {}
        if k == self.order:
            for g in occurrences:
                result[g] = result.get(g, 0) + 1
            return result
        longer = set(self.grams(k + 1))
        for g in set(occurrences):
            if g[0] == "BOS":
                result[g] = occurrences.count(g)
            else:
                result[g] = len({l[0] for l in longer if l[1:] == g})
        return result

    def _discounts(self, k):
        values = list(self.adjusted(k).values())
        n1, n2, n3, n4 = (values.count(r) for r in (1, 2, 3, 4))
        if n1 == 0 or n2 == 0 or n3 == 0:
            return (0.5, 1.0, 1.5)
        y = n1 / (n1 + 2 * n2)
        d = (1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3)
        if any(not 0 < x <= r for x, r in zip(d, (1, 2, 3))):
            return (0.5, 1.0, 1.5)
        return d

    def probability(self, w, u):
        """P(w | u), u a tuple of at most order - 1 symbols."""
        counts = {g[-1]: c for g, c in self.adjusted(len(u) + 1).items() if g[:-1] == u}
        lower = self.probability(w, u[1:]) if u else 1 / self.vocabulary
        total = sum(counts.values())
        if total == 0:
            return lower
        d1, d2, d3 = self.discounts(len(u) + 1)
        of = {0: 0.0, 1: d1, 2: d2}
        c = counts.get(w, 0)
        gamma = (d1 * sum(x == 1 for x in counts.values())
                 + d2 * sum(x == 2 for x in counts.values())
                 + d3 * sum(x >= 3 for x in counts.values())) / total
        return max(c - of.get(c, d3), 0) / total + gamma * lower

    def context(self, history):
        """The last order - 1 symbols of a history; E in it begins a document."""
        history = list(history)
        if E in history:
            last = len(history) - 1 - history[::-1].index(E)
            history = ["BOS"] + history[last + 1:]
        return tuple(history[max(0, len(history) - (self.order - 1)):])

    def log_probability(self, context, tokens):
        history, total = [E] + list(context), 0.0
        for w in tokens:
            total += math.log(self.probability(w, self.context(history)))
            history.append(w)
        return total


def markov(documents, vocabulary, seed):
    """Documents whose next token mostly follows from the two before."""
    rng = random.Random(seed)
    out = []
    for _ in range(documents):
        a, b, d = 0, 0, []
        for _ in range(rng.randint(3, 14)):
            if rng.random() < 0.65:
                w = 2 + (3 * a + 5 * b) % (vocabulary - 3)
            else:
                w = 2 + min(int(rng.expovariate(0.45)), vocabulary - 4)
            d.append(w)
            a, b = b, w
        out.append(d)
    return out


def case(name, documents, held_out, vocabulary, contexts):
    models = []
    for order in range(1, 6):
        m = Model(documents, order, vocabulary)
        models.append({
            "order": order,
            "discounts": [m.discounts(k) for k in range(1, order + 1)],
            "probabilities": [
                [m.probability(w, m.context(c)) for w in range(vocabulary)] for c in contexts],
            "log_probabilities": [m.log_probability([], d + [E]) for d in held_out],
            "answer_log_probabilities": [m.log_probability(d[:2], d[2:] + [E]) for d in held_out],
        })
    return {"name": name, "vocabulary": vocabulary, "end_of_text": E, "documents": documents,
            "held_out": held_out, "contexts": contexts, "models": models}


big = markov(120, 16, 1)
print(json.dumps({
    "source": "kneser_ney.py beside this file: a plain Python implementation of Chen and Goodman "
              "1998, interpolated modified Kneser-Ney, recomputing each count from the n-grams. "
              "Not made by this product.",
    "tolerance": 1e-12,
    "cases": [
        case("markov", big, markov(6, 16, 2), 16,
             [[], [0], [0] + big[0][:1], [0] + big[1][:3], big[0][:4], big[2][:2], big[3][:6],
              [15, 15, 15, 15], [3, 15, 2], [5, 0, 2, 3], [2], [0, 0, 0, 0]]),
        case("too small for discounts", [[2, 3], [2], [], [2, 3, 3]], [[3, 2], [4, 4], []], 6,
             [[], [0], [2], [3], [0, 2], [2, 3], [4], [0, 2, 3], [3, 3]]),
    ],
}, indent=1))
