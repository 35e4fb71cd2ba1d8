package org.rlhflab.reward.label.format;

import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

/// One way of writing a label as a JSON object, seen from ours: how a line of theirs becomes one of
/// ours, and back. Fields that mean nothing here go along unchanged in both directions.
interface LineFormat {
  /// The line in our own form; what cannot be read is refused with a sentence on that line.
  ObjectNode ours(LineFields theirs);

  /// A label of ours, already found to be good, in their form.
  ObjectNode theirs(ObjectNode ours);

  /// Already ours: TRL's explicit prompt, and ratings as this product writes them.
  LineFormat OURS =
      new LineFormat() {
        @Override
        public ObjectNode ours(LineFields theirs) {
          return theirs.object();
        }

        @Override
        public ObjectNode theirs(ObjectNode ours) {
          return ours;
        }
      };
}
