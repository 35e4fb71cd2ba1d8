package org.rlhflab.pretrain;

import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageRecord;

/// What became of a stage.
///
/// @param folder where its model and metrics are
/// @param record how it came about
/// @param summary its figures, as `--json` prints them
/// @param reused whether it was there already
/// @param <S> the stage's record of figures
public record StageResult<S>(StageFolder folder, StageRecord record, S summary, boolean reused) {}
