package org.rlhflab.pretrain.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignFlipTestTest {

  @Test
  void sixDifferencesCouldShowOneEffectSevenThreeAndEightFour() {
    assertEquals(6, SignFlipTest.fewest(1, 0.05)); // 2 / 2^6 = 0.031
    assertEquals(7, SignFlipTest.fewest(3, 0.05)); // 3 * 2 / 2^7 = 0.047
    assertEquals(8, SignFlipTest.fewest(4, 0.05)); // 4 * 2 / 2^8 = 0.031
    assertThrows(IllegalArgumentException.class, () -> SignFlipTest.fewest(0, 0.05));
  }

  /// Darwin's fifteen pairs of maize plants, crossed less self-fertilised, in eighths of an inch:
  /// 863 of the 32,768 choices of signs give a sum as far or farther on the same side.
  @Test
  void fishersCountOnDarwinsMaizeIsFound() {
    double[] differences = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
    assertEquals(2 * 863 / 32_768.0, SignFlipTest.pValue(differences, 7), 1e-12);
  }

  @Test
  void theLeastValueOfTenSeedsIsTwoIn1024() {
    double[] differences = IntStream.rangeClosed(1, 10).mapToDouble(i -> i / 7.0).toArray();
    assertEquals(2 / 1024.0, SignFlipTest.pValue(differences, 7), 1e-12);
  }

  @Test
  void theSideDoesNotMatter() {
    double[] up = {1.5, 2, -0.25, 3, 0.5};
    double[] down = {-1.5, -2, 0.25, -3, -0.5};
    assertEquals(SignFlipTest.pValue(up, 7), SignFlipTest.pValue(down, 7));
  }

  @Test
  void noDifferenceAtAllIsNoEvidence() {
    assertEquals(1, SignFlipTest.pValue(new double[6], 7));
  }

  @Test
  void drawnSignsComeNearTheExactCount() {
    double[] sixteen = IntStream.range(0, 16).mapToDouble(i -> i % 4 == 0 ? -1.2 : 1).toArray();
    double[] seventeen = java.util.Arrays.copyOf(sixteen, 17); // the last is 0 and changes nothing
    assertEquals(SignFlipTest.pValue(sixteen, 7), SignFlipTest.pValue(seventeen, 7), 0.005);
  }

  @Test
  void nothingToTestIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SignFlipTest.pValue(new double[0], 7));
    assertThrows(
        IllegalArgumentException.class, () -> SignFlipTest.pValue(new double[] {Double.NaN}, 7));
  }
}
