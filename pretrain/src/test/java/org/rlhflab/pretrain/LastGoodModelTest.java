package org.rlhflab.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.Resumable;

class LastGoodModelTest {
  private double loss = 2;

  private final Resumable model =
      new Resumable() {
        @Override
        public void save(DataOutput out) throws IOException {
          out.writeDouble(loss);
        }

        @Override
        public void restore(DataInput in) throws IOException {
          loss = in.readDouble();
        }
      };

  private final LastGoodModel good = new LastGoodModel(model, () -> loss);

  private double leftAfter(double... losses) {
    for (double each : losses) {
      loss = each;
      good.update();
    }
    good.putBack();
    return loss;
  }

  @Test
  void theLastStateThatIsNoWorseThanTheFirstIsLeft() {
    assertEquals(1.5, leftAfter(1, 1.5, 2.5));
  }

  @Test
  void aStateWhoseLossIsNoNumberIsNotGood() {
    assertEquals(1, leftAfter(1, Double.NaN, Double.POSITIVE_INFINITY));
  }

  @Test
  void withoutAGoodOneTheStateBeforeTrainingIsLeft() {
    assertEquals(2, leftAfter(3, 4));
  }

  @Test
  void itSurvivesACheckpoint() throws IOException {
    loss = 1;
    good.update();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    good.save(new DataOutputStream(bytes));
    loss = 9;
    LastGoodModel later = new LastGoodModel(model, () -> loss);
    later.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    loss = 3;
    later.update();
    later.putBack();
    assertEquals(1, loss, "3 is worse than the first loss, 2");
  }
}
