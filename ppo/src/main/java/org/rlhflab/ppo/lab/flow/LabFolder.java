package org.rlhflab.ppo.lab.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageRecord;

/// Where the lab keeps things, all of it ordinary folders and files:
///
/// ```
/// runs/lab/models/     a demo: base, fine-tuned model, both baselines; crowd.jsonl; tour/
/// runs/lab/runs/NAME/  a run of bench or own labels
/// runs/lab/compare/    comparisons, which share their models
/// runs/lab/people/     what people labelled, rated and wrote
/// runs/lab/uploads/    label files that were dropped in
/// runs/lab/jobs/       what was asked for, and what the commands printed
/// ```
///
/// Names come from addresses of the web: each is checked against a pattern before it becomes a
/// path.
///
/// @param root `runs/lab`
/// @param data the world
/// @param product the code version that models must be of
public record LabFolder(Path root, DataFolder data, String product) {
  private static final Pattern RUN = Pattern.compile("[a-z]{1,12}-[0-9]{5}");
  private static final Pattern UPLOAD =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,59}(\\.[A-Za-z0-9_-]{1,12}){1,2}");

  /// Base, fine-tuned model and the two baselines.
  public RunFolder models() {
    return RunFolder.of(root.resolve("models"));
  }

  /// A stage of those.
  public Path model(StageName stage) {
    return models().stage(stage).path();
  }

  /// What a crowd said of pairs of the fine-tuned model's answers.
  public Path crowd() {
    return models().path().resolve("crowd.jsonl");
  }

  /// Fewer held-out prompts, for figures within seconds.
  public Path fewPrompts() {
    return models().path().resolve("few-prompts.jsonl");
  }

  /// A run by its name.
  public Path run(String name) {
    return inside(root.resolve("runs"), name, RUN, "run");
  }

  /// Every run that has ended, newest first.
  public List<String> runs() {
    return names(root.resolve("runs"), RUN, "run.json");
  }

  /// A dropped label file by its name.
  public Path upload(String name) {
    return inside(root.resolve("uploads"), name, UPLOAD, "label file");
  }

  /// Every dropped file.
  public List<String> uploads() {
    return names(root.resolve("uploads"), UPLOAD, "");
  }

  /// Everybody's folder.
  public Path people() {
    return root.resolve("people");
  }

  /// As seen from the lab's folder, for phases.
  public String relative(Path path) {
    return root.relativize(path).toString();
  }

  /// Whether a stage is finished, by this very code.
  public boolean isReady(StageFolder stage) {
    try {
      return stage
          .readRecord()
          .filter(StageRecord::isFinished)
          .filter(it -> it.versions().product().equals(product))
          .isPresent();
    } catch (BadInput unreadable) {
      return false;
    }
  }

  /// Whether people can be given pairs of the fine-tuned model's answers.
  public boolean hasCrowd() {
    return isReady(models().stage(StageName.SFT)) && Files.isRegularFile(crowd());
  }

  /// Whether the baselines are there too.
  public boolean hasBaselines() {
    return hasCrowd() && Files.isRegularFile(models().path().resolve("demo.json"));
  }

  private static Path inside(Path parent, String name, Pattern pattern, String what) {
    if (!pattern.matcher(name).matches()) {
      throw new BadInput("no %s is called \"%s\"".formatted(what, name));
    }
    Path path = parent.resolve(name);
    if (Files.isSymbolicLink(path)) {
      throw new BadInput(
          "the %s %s is a link, which the lab does not follow".formatted(what, name));
    }
    return path;
  }

  private static List<String> names(Path folder, Pattern pattern, String inside) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(entry -> pattern.matcher(entry.getFileName().toString()).matches())
          .filter(entry -> Files.exists(entry.resolve(inside), LinkOption.NOFOLLOW_LINKS))
          .map(entry -> entry.getFileName().toString())
          .sorted(java.util.Comparator.reverseOrder())
          .forEach(names::add);
    } catch (IOException e) {
      throw FileFailure.reading(folder, e);
    }
    return names;
  }

  /// A file of a folder, if it is there.
  public static Optional<Path> existing(Path folder, String name) {
    return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
  }
}
