package org.rlhflab.ppo;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.OptionsAgreement;

class PpoCommandTest {

  @Test
  void everySettingIsAnOptionOfItsNameAndDefault() {
    new OptionsAgreement<>(
            PpoCommand.Options::new, PpoCommand.Options::toConfig, PpoConfig.DEFAULTS)
        .check();
  }
}
