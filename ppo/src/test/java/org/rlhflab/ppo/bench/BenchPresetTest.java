package org.rlhflab.ppo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.PretrainConfig;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.text.CorpusReader;
import org.rlhflab.pretrain.text.CorpusReader.Document;
import org.rlhflab.pretrain.text.CorpusSplit;
import org.rlhflab.pretrain.text.Tokenizer;

class BenchPresetTest {
  private static final DataFolder DATA = new DataFolder(Path.of("..", "data"));

  @Test
  void theDemosVocabularyIsThatOfTheDefaultRun() {
    CorpusSplit corpus = CorpusSplit.of(CorpusReader.read(DATA.corpus()));
    List<String> texts = corpus.training().stream().map(Document::text).toList();
    int most = PretrainConfig.DEFAULTS.vocabulary();
    assertEquals(
        Tokenizer.train(texts, most).pruned(texts).vocabulary(),
        BenchPreset.demo().shape().vocabulary());
  }
}
