/// What may be said in a world small enough to know entirely?
///
/// Read [World] and [Topic] first (true and false statements on real things), then [Sentence] and
/// [Response] (what an answer is made of), [ResponseGrammar] (writes answers) and [ResponseParser]
/// (takes any text apart into known sentences), and last [QuestionBank]. [WorldReader] reads all of
/// it from `data/world`.
///
/// Why a closed world: the judgment of every answer is then known, so that the effect of good and
/// bad labels can be measured instead of guessed; compare Gao et al. (2022), "Scaling laws for
/// reward model overoptimization", where a large reward model stands in for that truth.
///
/// Imports the JDK, Jackson (the reader) and `stage.BadInput`, nothing else of ours: no model, no
/// tokenizer, no rubric.
///
/// For example `new ResponseParser(WorldReader.read(Path.of("data/world"))).parse(text)`.
@NullMarked
package org.rlhflab.pretrain.world;

import org.jspecify.annotations.NullMarked;
