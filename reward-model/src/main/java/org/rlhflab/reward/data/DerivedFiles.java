package org.rlhflab.reward.data;

import java.util.Map;

/// One part of what is derived: some files, by their path below `data/`, with all their text.
@FunctionalInterface
interface DerivedFiles {
  Map<String, String> of(Sources sources);
}
