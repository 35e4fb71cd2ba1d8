/// How does text become the numbers that a model learns from, and how do numbers become text?
///
/// Reading order: [Tokenizer] (what the rest of the product uses), [BytePairEncoding] (words into
/// pieces), [BytePairTraining] (where the pieces come from), [PreTokenizer], [ByteAlphabet] and
/// [Wtf8] (why any bytes survive); then [CorpusReader] (raw text as documents), [CorpusSplit],
/// [TokenBatches] (documents as training sequences), and [PromptFormat] (a question as the model
/// reads it).
///
/// Papers: Sennrich, Haddow and Birch 2016 (byte pair encoding of words); Radford et al. 2019 (of
/// bytes, GPT-2). Files are Hugging Face's `tokenizer.json`.
///
/// It imports `stage` (files, errors) and Jackson for that one format; no model, no world.
///
/// `tokenizer.decode(tokenizer.encode("Hello"))`
@NullMarked
package org.rlhflab.pretrain.text;

import org.jspecify.annotations.NullMarked;
