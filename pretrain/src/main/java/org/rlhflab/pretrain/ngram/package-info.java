/// How well can text be predicted by counting alone? The n-gram language model that the GPT is
/// measured against: interpolated modified Kneser-Ney, the best of its kind.
///
/// Reading order: [NGramCounts] (how often, or after how many different tokens), stored in
/// [NGramTrie]; [KneserNeyDiscounts] (how much of each count is given away); [KneserNey] (the
/// probability of a token); [Perplexity] (the one number that is compared).
///
/// Papers: Kneser and Ney 1995; Chen and Goodman, "An Empirical Study of Smoothing Techniques for
/// Language Modeling", TR-10-98, 1998; Heafield et al. 2013 (document starts, fallback discounts).
///
/// It knows tokens only as numbers and imports nothing but `java.*`: no tokenizer, no files.
///
/// `new KneserNey(NGramCounts.of(documents, 5, vocabulary, endOfText)).logProbability(prompt,
/// answer)`
@NullMarked
package org.rlhflab.pretrain.ngram;

import org.jspecify.annotations.NullMarked;
