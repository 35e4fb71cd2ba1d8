package org.rlhflab.pretrain;

import org.junit.jupiter.api.Test;

class PretrainCommandTest {

  @Test
  void everySettingIsAnOptionOfItsNameAndDefault() {
    new OptionsAgreement<>(
            PretrainCommand.Options::new,
            PretrainCommand.Options::toConfig,
            PretrainConfig.DEFAULTS)
        .check();
  }
}
