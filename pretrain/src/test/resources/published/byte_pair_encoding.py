"""Writes byte_pair_encoding.json: words, merges and tokens by a plain implementation.

Run: pip install regex; python3 byte_pair_encoding.py > byte_pair_encoding.json

The pattern is GPT-2's own (encoder.py), run by the regex module that GPT-2 uses. Training counts
all pairs anew for each merge and takes the most frequent; ties go to the smaller pair of symbol
numbers, where bytes are numbered by their character in GPT-2's alphabet, then merges as learned.
Encoding applies the merges one after another, each from left to right.
"""
import json
from collections import Counter

import regex

PATTERN = regex.compile(
    r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+""")

TEXTS = [
    "Hello, world! It's 2 o'clock; we'll say they've 100 apples.",
    "two  spaces,   three, and\n\na blank line \n with tabs\t\tin it   ",
    "na\u00efve caf\u00e9s in Z\u00fcrich cost 12.50\u20ac (\u00bd price)",
    "\u65e5\u672c\u8a9e\u3000\u306e text \u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac \u0440\u0443\u0441\u0441\u043a\u0438\u0439",
    "emoji \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 and \u0661\u0662\u0663 digits",
    "combining e\u0301 marks, no-break\u00a0space, line\u2028separator, next\u0085line",
    "wide\u3000\u3000space, signs!\u00a0\u00a0then \u2003 more",
    "int f(int x) { return x*x + 1; } // don't",
    "'s 't 'S 'll'm I'd",
    "",
    " ",
]

CORPUS = [
    "A stack is last in, first out. A queue is first in, first out.",
    "She sells sea shells by the sea shore; the shells she sells are sea shells.",
    "banana bandana banana bandana banana",
    "aaaa aaaaaaa aaa aaaaaaaaaaaa",
    "the cat sat on the mat, then the other cat sat on that mat",
    "\u00fcber \u00fcber \u00fcbel \u00fcbung",
]
SIZE = 340
HELD_OUT = ["the sea cat's banana stack", "aaaaaaaaaaaaaaaaa", "\u00fcberhaupt \U0001f600", "then sheaths"]


def alphabet():
    """GPT-2's bytes_to_unicode."""
    bs = list(range(ord("!"), ord("~") + 1)) + list(range(0xA1, 0xAD)) + list(range(0xAE, 0x100))
    cs = bs[:]
    n = 0
    for b in range(256):
        if b not in bs:
            bs.append(b)
            cs.append(256 + n)
            n += 1
    return {b: chr(c) for b, c in zip(bs, cs)}


ALPHABET = alphabet()


def words(text):
    return ["".join(ALPHABET[b] for b in w.encode("utf-8")) for w in PATTERN.findall(text)]


def apply(merge, symbols):
    out, i = [], 0
    while i < len(symbols):
        if tuple(symbols[i:i + 2]) == merge:
            out.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


def train(corpus, size):
    counts = Counter(w for text in corpus for w in words(text))
    split = {w: list(w) for w in counts}
    vocabulary = sorted(ALPHABET.values())
    merges = []
    while len(vocabulary) < size:
        pairs = Counter()
        for w, symbols in split.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += counts[w]
        number = {s: i for i, s in enumerate(vocabulary)}
        if not pairs:
            break
        best = min(pairs, key=lambda p: (-pairs[p], number[p[0]], number[p[1]]))
        if pairs[best] < 2:
            break
        merges.append(best)
        if best[0] + best[1] not in number:
            vocabulary.append(best[0] + best[1])
        split = {w: apply(best, symbols) for w, symbols in split.items()}
    return merges, vocabulary


def encode(text, merges):
    out = []
    for w in words(text):
        symbols = list(w)
        for merge in merges:
            symbols = apply(merge, symbols)
        out += symbols
    return out


merges, vocabulary = train(CORPUS, SIZE)
print(json.dumps({
    "source": "byte_pair_encoding.py beside this file (Python, regex module): GPT-2's own pattern "
              "and byte alphabet from openai/gpt-2 src/encoder.py; Sennrich et al. 2016, "
              "algorithm 1, counted anew at every merge. Not made by this product.",
    "words": [{"text": t, "words": words(t)} for t in TEXTS],
    "training": {
        "corpus": CORPUS,
        "size": SIZE,
        "merges": [" ".join(m) for m in merges],
        "encoded": [{"text": t, "pieces": encode(t, merges)} for t in CORPUS + HELD_OUT + TEXTS],
    },
}, ensure_ascii=True, indent=1))
