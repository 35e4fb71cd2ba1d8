package org.rlhflab.ppo.lab.tour;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.lab.server.Exchange;
import org.rlhflab.ppo.lab.server.LabServer;
import org.rlhflab.ppo.lab.server.Refusal;
import org.rlhflab.ppo.lesson.Exercises;
import org.rlhflab.ppo.lesson.Exercises.RankPair;
import org.rlhflab.ppo.lesson.Lesson;
import org.rlhflab.ppo.lesson.LessonProgress;
import org.rlhflab.ppo.lesson.RationaleJudgment;
import org.rlhflab.ppo.lesson.demonstration.Demonstration;
import org.rlhflab.ppo.lesson.demonstration.Demonstrations;
import org.rlhflab.ppo.lesson.demonstration.Evidence;
import org.rlhflab.ppo.lesson.demonstration.Shown;
import org.rlhflab.ppo.report.run.RunReader;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import tools.jackson.databind.node.ObjectNode;

/// The lesson on a page: its words, what shows each claim, its exercises and everybody's progress.
/// The same lesson as `rlhf lesson` tells.
public final class LessonRoutes implements LabServer.Routes {
  private static final long SEED = 7;

  private final Path models;
  private final DataFolder data;
  private final Function<String, Path> people;
  private final Lesson lesson = Lesson.load();
  private final Exercises exercises = Exercises.load();
  private final Map<Demonstration, Shown> shown = new HashMap<>();
  private @Nullable Demonstrations demonstrations;
  private boolean onARun;

  /// Claims are shown on the run in `models` once it is finished; `people` gives a person's folder.
  public LessonRoutes(Path models, DataFolder data, Function<String, Path> people) {
    this.models = models;
    this.data = data;
    this.people = people;
  }

  @Override
  public void addTo(LabServer.Rules rules) {
    rules
        .get("/api/lesson", exchange -> exchange.json(document()))
        .get("/api/lesson/shown", exchange -> exchange.json(shown(exchange.required("name"))))
        .post("/api/lesson/reason", this::reason)
        .get("/api/lesson/progress", exchange -> exchange.json(read(exchange.required("person"))))
        .post("/api/lesson/progress", this::keep);
  }

  private Map<String, Object> document() {
    return Map.of("sections", lesson.sections(), "exercises", exercises);
  }

  /// Computed once, and again when the run has come to its end.
  private synchronized Shown shown(String name) {
    Demonstration wanted;
    try {
      wanted = Demonstration.of(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound(String.valueOf(e.getMessage()));
    }
    Demonstrations source = demonstrations;
    boolean finished = java.nio.file.Files.isRegularFile(models.resolve("demo.json"));
    if (source == null || finished != onARun) {
      onARun = finished;
      source = new Demonstrations(evidence());
      demonstrations = source;
      shown.clear();
    }
    Shown there = shown.get(wanted);
    if (there == null) {
      there = source.of(wanted);
      shown.put(wanted, there);
    }
    return there;
  }

  private Evidence evidence() {
    try {
      return new Evidence(
          onARun ? Optional.of(RunReader.read(models)) : Optional.empty(), data, SEED);
    } catch (BadInput unfinished) {
      return new Evidence(Optional.empty(), data, SEED);
    }
  }

  /// Whether a reason for the better response has to do with the two.
  private void reason(Exchange exchange) {
    ObjectNode body = exchange.body();
    RankPair pair = exercises.rankAndSayWhy();
    RationaleJudgment judgment =
        RationaleJudgment.of(
            pair.prompt(), pair.chosen(), pair.rejected(), Exchange.text(body, "rationale"));
    exchange.json(Map.of("cites", judgment.citesContent(), "sentence", judgment.sentence()));
  }

  private Path file(String person) {
    return people.apply(person).resolve("lesson.json");
  }

  private LessonProgress read(String person) {
    return LessonProgress.read(file(person), person);
  }

  private void keep(Exchange exchange) {
    ObjectNode body = exchange.body();
    String person = Exchange.text(body, "person");
    LessonProgress progress = read(person);
    if (body.has("finished")) {
      progress = progress.finished(known(Exchange.text(body, "finished")));
    }
    if (body.has("exercise")) {
      progress = progress.answered(Exchange.text(body, "exercise"), Exchange.text(body, "answer"));
    }
    progress.write(file(person));
    exchange.json(progress);
  }

  private String known(String section) {
    return lesson.sections().stream()
        .map(Lesson.Section::id)
        .filter(section::equals)
        .findFirst()
        .orElseThrow(() -> Refusal.badRequest("the lesson has no section " + section));
  }
}
