package org.rlhflab.sft;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.OptionsAgreement;

class SftCommandTest {

  @Test
  void everySettingIsAnOptionOfItsNameAndDefault() {
    new OptionsAgreement<>(
            SftCommand.Options::new, SftCommand.Options::toConfig, SftConfig.DEFAULTS)
        .check();
  }
}
