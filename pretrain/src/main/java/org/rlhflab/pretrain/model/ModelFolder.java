package org.rlhflab.pretrain.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.rlhflab.pretrain.export.HuggingFaceFolder;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.text.Tokenizer;
import tools.jackson.core.JacksonException;

/// A model on disk: `model.zip` (Deeplearning4j's file), `tokenizer.json`, and `model.json`, which
/// says what it is and which tokenizer it was trained with. A folder that [HuggingFaceFolder] wrote
/// is read too.
///
/// @param gpt the model
/// @param tokenizer turns text into its tokens
/// @param kind what the model is
public record ModelFolder(Gpt gpt, Tokenizer tokenizer, Kind kind) {
  private static final String MODEL = "model.zip";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String DESCRIPTION = "model.json";

  /// What a model is for.
  public enum Kind {
    LANGUAGE_MODEL,
    REWARD_MODEL,
    POLICY
  }

  private record Description(Kind kind, String tokenizer) {
    Description {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(tokenizer);
    }
  }

  /// The folder that holds the model: `path` itself, or its `model` folder where `path` is a
  /// stage's.
  public static Path locate(Path path) {
    Path inside = path.resolve("model");
    return Files.exists(inside.resolve(DESCRIPTION)) ? inside : path;
  }

  /// The SHA-256 of the model file in a folder: by it labels say which model wrote the responses.
  public static String fingerprint(Path path) {
    Path folder = locate(path);
    return Sha256.of(
        isHuggingFaces(folder) ? HuggingFaceFolder.model(folder) : folder.resolve(MODEL));
  }

  /// Reads a model, checking that the folder is whole and its parts belong together.
  public static ModelFolder read(Path path) {
    Path folder = locate(path);
    if (!Files.isDirectory(folder)) {
      throw BadInput.in(path, "is no folder; a model folder is made by pretrain, sft or ppo");
    }
    if (isHuggingFaces(folder)) {
      return Gpt2Checkpoint.read(folder);
    }
    for (String name : new String[] {DESCRIPTION, MODEL, TOKENIZER}) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw BadInput.in(folder, name + " is missing: this is no complete model folder");
      }
    }
    Description description = describe(folder.resolve(DESCRIPTION));
    Tokenizer tokenizer = Tokenizer.read(folder.resolve(TOKENIZER));
    Gpt gpt = readGpt(folder.resolve(MODEL));
    if (!tokenizer.fingerprint().equals(description.tokenizer())
        || gpt.config().vocabulary() != tokenizer.vocabulary()) {
      throw BadInput.in(
          folder, "tokenizer.json is not the one the model was trained with; copy whole folders");
    }
    return new ModelFolder(gpt, tokenizer, description.kind());
  }

  /// Reads a model that writes text, to ask it or to train from it: a policy comes without its
  /// value head, a reward model is refused.
  public static ModelFolder readLanguageModel(Path path) {
    ModelFolder read = read(path);
    return switch (read.kind()) {
      case LANGUAGE_MODEL -> read;
      case POLICY ->
          new ModelFolder(read.gpt().languageModel(), read.tokenizer(), Kind.LANGUAGE_MODEL);
      case REWARD_MODEL ->
          throw BadInput.in(
              path, "is a reward model, which scores answers; give one of pretrain, sft or ppo");
    };
  }

  private static boolean isHuggingFaces(Path folder) {
    return HuggingFaceFolder.isIn(folder) && !Files.exists(folder.resolve(DESCRIPTION));
  }

  /// Writes the model; the same model gives the same bytes.
  public void write(Path folder) {
    writeGpt(folder.resolve(MODEL), gpt);
    tokenizer.write(folder.resolve(TOKENIZER));
    Description description = new Description(kind, tokenizer.fingerprint());
    AtomicFile.writeText(
        folder.resolve(DESCRIPTION), Json.MAPPER.writeValueAsString(description) + "\n");
  }

  /// Writes a model file alone; the same model gives the same bytes.
  public static void writeGpt(Path file, Gpt gpt) {
    AtomicFile.write(file, gpt::write);
  }

  /// The model file.
  static byte[] bytes(Gpt gpt) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    gpt.write(result);
    return result.toByteArray();
  }

  /// Reads a model file alone.
  public static Gpt readGpt(Path file) {
    try {
      return Gpt.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    } catch (IOException | RuntimeException e) {
      throw BadInput.in(file, "is damaged or no model of this program; train the stage again");
    }
  }

  private static Description describe(Path file) {
    try {
      return Optional.ofNullable(Json.MAPPER.readValue(Files.readString(file), Description.class))
          .orElseThrow(() -> new IOException("null"));
    } catch (IOException | JacksonException | NullPointerException e) {
      throw BadInput.in(file, "is damaged; train the stage again");
    }
  }
}
