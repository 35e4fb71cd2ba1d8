package org.rlhflab.reward.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.text.Tokenizer;
import tools.jackson.core.JacksonException;

/// A reward model on disk: a [ModelFolder] whose model has a head called [RewardModel#HEAD], and
/// beside it `reference.zip` (the frozen fine-tuned model) and `read-out.json` (what the head
/// reads, and the standard form of log-probabilities), so that scoring needs this folder alone.
///
/// @param model scores
/// @param tokenizer turns text into its tokens
public record RewardModelFolder(RewardModel model, Tokenizer tokenizer) {
  private static final String REFERENCE = "reference.zip";
  private static final String READ_OUT = "read-out.json";

  private record Description(ReadOut readOut, Fluency fluency) {}

  /// Reads a reward model, checking that the folder is whole and holds one.
  public static RewardModelFolder read(Path path, Workers workers) {
    ModelFolder read = ModelFolder.read(path);
    Path folder = ModelFolder.locate(path);
    if (read.kind() != ModelFolder.Kind.REWARD_MODEL) {
      throw BadInput.in(
          folder, "holds no reward model but a language model; one is made by reward-model");
    }
    for (String name : new String[] {REFERENCE, READ_OUT}) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw BadInput.in(folder, name + " is missing: this is no complete reward model's folder");
      }
    }
    Description description = describe(folder.resolve(READ_OUT));
    Gpt reference = ModelFolder.readGpt(folder.resolve(REFERENCE));
    boolean fits =
        read.gpt().hasHead(RewardModel.HEAD)
            && read.gpt().head(RewardModel.HEAD).length
                == read.gpt().config().width() + description.readOut().extras() + 1
            && reference.config().equals(read.gpt().config());
    if (!fits) {
      throw BadInput.in(
          folder, "model.zip, reference.zip and read-out.json don't fit; copy whole folders");
    }
    return new RewardModelFolder(
        RewardModel.trained(
            read.gpt(), description.readOut(), description.fluency(), reference, workers),
        read.tokenizer());
  }

  /// Writes the model; the same model gives the same bytes.
  public void write(Path folder) {
    AtomicFile.writeText(
        folder.resolve(READ_OUT),
        Json.MAPPER.writeValueAsString(new Description(model.readOut(), model.fluency())) + "\n");
    ModelFolder.writeGpt(folder.resolve(REFERENCE), model.reference());
    new ModelFolder(model.gpt(), tokenizer, ModelFolder.Kind.REWARD_MODEL).write(folder);
  }

  private static Description describe(Path file) {
    try {
      return Json.MAPPER.readValue(Files.readString(file), Description.class);
    } catch (IOException | JacksonException e) {
      throw BadInput.in(file, "is damaged; train the reward model again");
    }
  }
}
