package org.rlhflab.pretrain.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BootstrapStatisticTest {
  private static final BootstrapInterval BOOTSTRAP = BootstrapInterval.withSeed(7);
  private static final double[] UNITS = {1, 4, 2, 8, 5, 7, 3};

  @Test
  void ofAMeanItIsTheIntervalOfTheMean() {
    Interval mean = BOOTSTRAP.ofMean(UNITS);
    Interval found =
        BOOTSTRAP.ofStatistic(
            UNITS.length,
            mean.mean(),
            times -> {
              double sum = 0;
              for (int unit = 0; unit < times.length; unit++) {
                sum += times[unit] * UNITS[unit];
              }
              return OptionalDouble.of(sum / UNITS.length);
            });
    assertEquals(mean.lo(), found.lo(), 1e-12);
    assertEquals(mean.hi(), found.hi(), 1e-12);
  }

  @Test
  void aFigureThatHardlyEverExistsHasNoInterval() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BOOTSTRAP.ofStatistic(5, 1, _ -> OptionalDouble.empty()));
  }
}
