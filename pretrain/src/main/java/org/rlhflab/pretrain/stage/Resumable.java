package org.rlhflab.pretrain.stage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Something that a training changes from one step to the next: with all of it restored, training
/// goes on as if it had never stopped, to the last byte.
public interface Resumable {
  /// Writes the present state.
  void save(DataOutput out) throws IOException;

  /// Takes up a state that [#save] has written.
  void restore(DataInput in) throws IOException;
}
