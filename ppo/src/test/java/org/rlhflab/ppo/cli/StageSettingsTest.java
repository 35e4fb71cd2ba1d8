package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.ppo.pipeline.PipelineConfig;
import org.rlhflab.pretrain.OptionsAgreement;
import org.rlhflab.pretrain.PretrainConfig;
import org.rlhflab.reward.RewardModelConfig;
import org.rlhflab.sft.SftConfig;
import picocli.CommandLine;

class StageSettingsTest {
  private static final Map<String, Record> STAGES =
      Map.of(
          "pretrain", PretrainConfig.DEFAULTS,
          "sft", SftConfig.DEFAULTS,
          "reward-model", RewardModelConfig.DEFAULTS,
          "ppo", PpoConfig.DEFAULTS);

  private static PipelineConfig with(String... arguments) {
    StageSettings settings = new StageSettings();
    new CommandLine(settings).parseArgs(arguments);
    return settings.toConfig(EvaluationConfig.DEFAULTS);
  }

  @Test
  void nothingSetIsEveryStagesDefaults() {
    assertEquals(PipelineConfig.DEFAULTS, with());
  }

  @Test
  void everyComponentOfEveryStageCanBeSetToItsDefaultAndThatChangesNothing() throws Exception {
    for (Map.Entry<String, Record> stage : STAGES.entrySet()) {
      List<RecordComponent> components =
          Arrays.asList(stage.getValue().getClass().getRecordComponents());
      assertTrue(components.size() >= 9, stage.getKey());
      for (RecordComponent component : components) {
        String name = stage.getKey() + "." + OptionsAgreement.option(component).substring(2);
        Object value = component.getAccessor().invoke(stage.getValue());
        String text = value.toString().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        assertEquals(PipelineConfig.DEFAULTS, with("--set=" + name + "=" + text), name);
      }
    }
  }

  @Test
  void aSettingReachesItsOwnStageOnly() {
    PipelineConfig set = with("--set=ppo.epochs=3", "--set=sft.epochs=4");
    assertEquals(3, set.ppo().epochs());
    assertEquals(4, set.sft().epochs());
    assertEquals(RewardModelConfig.DEFAULTS, set.rewardModel());
  }

  @Test
  void pairsAreSampledAtTheTemperatureOfRollouts() {
    assertEquals(0.9, with("--set=ppo.temperature=0.9").annotate().temperature());
    assertEquals(5, with("--pairs=5").annotate().pairs());
  }
}
