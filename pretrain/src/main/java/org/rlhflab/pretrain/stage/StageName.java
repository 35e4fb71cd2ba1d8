package org.rlhflab.pretrain.stage;

/// The four stages in their order.
public enum StageName {
  PRETRAIN("pretrain", "1-pretrain"),
  SFT("sft", "2-sft"),
  REWARD_MODEL("reward-model", "3-reward-model"),
  PPO("ppo", "4-ppo");

  private final String key;
  private final String folder;

  StageName(String key, String folder) {
    this.key = key;
    this.folder = folder;
  }

  /// Its name in commands and records.
  public String key() {
    return key;
  }

  /// Its folder inside a run.
  public String folder() {
    return folder;
  }
}
