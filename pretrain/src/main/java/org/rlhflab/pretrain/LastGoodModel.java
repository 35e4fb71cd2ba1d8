package org.rlhflab.pretrain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;
import org.rlhflab.pretrain.stage.Resumable;

/// What is left of a training that diverges: the last state of its model that was good.
///
/// A state is good if its loss on some held-out batch is no worse than before the training. A step
/// may wreck all parameters, and only the loss after it tells, so every state is measured before it
/// takes the place of the one before.
public final class LastGoodModel implements Resumable {
  private final Resumable model;
  private final DoubleSupplier loss;
  private double worst;
  private byte[] good;

  /// Keeps the state before training: from here on there always is a good one. A loss that is
  /// always the same makes every state good that is kept.
  public LastGoodModel(Resumable model, DoubleSupplier loss) {
    this.model = model;
    this.loss = loss;
    this.worst = loss.getAsDouble();
    this.good = present();
  }

  /// Keeps the present state if it is good.
  public void update() {
    if (loss.getAsDouble() <= worst) {
      good = present();
    }
  }

  /// Puts the last good state back into the model.
  public void putBack() {
    try {
      model.restore(new DataInputStream(new ByteArrayInputStream(good)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] present() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      model.save(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(worst);
    out.writeInt(good.length);
    out.write(good);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    worst = in.readDouble();
    good = new byte[in.readInt()];
    in.readFully(good);
  }
}
