package org.rlhflab.ppo.lab.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.lab.job.Job;
import org.rlhflab.ppo.lab.job.JobQueue;
import org.rlhflab.ppo.lab.server.Exchange;
import org.rlhflab.ppo.lab.server.LabServer;
import org.rlhflab.ppo.lab.server.Refusal;
import org.rlhflab.ppo.report.answer.Tint;
import org.rlhflab.ppo.report.answer.Tinting;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import tools.jackson.databind.node.ObjectNode;

/// What pages ask of finished runs, and of label files that were dropped in.
public final class RunRoutes implements LabServer.Routes {
  /// Largest label file that may be dropped in.
  static final long LARGEST_UPLOAD = 64L << 20;

  private static final int SHOWN = 12;
  private static final int LABELS = 400;

  private final LabFolder folder;
  private final JobQueue queue;
  private final Map<String, RunView> views = new ConcurrentHashMap<>();
  private @Nullable Tinting tinting;

  /// Over a lab's folder; titles of runs come from the jobs that made them.
  public RunRoutes(LabFolder folder, JobQueue queue) {
    this.folder = folder;
    this.queue = queue;
  }

  @Override
  public void addTo(LabServer.Rules rules) {
    rules
        .get("/api/tints", exchange -> exchange.json(tints()))
        .get("/api/runs", exchange -> exchange.json(runs(exchange)))
        .get("/api/runs/{name}", exchange -> exchange.json(run(exchange.part("name"))))
        .get("/api/runs/{name}/labels", exchange -> exchange.json(labels(exchange.part("name"))))
        .get("/api/baselines", exchange -> exchange.json(baselines()))
        .get("/api/stages/{number}", exchange -> exchange.json(stage(exchange)))
        .get("/runs/{name}/report", this::report)
        .get("/api/uploads", exchange -> exchange.json(files()))
        .post("/api/uploads", this::upload)
        .get("/api/compare/{name}", this::compared);
  }

  /// Read when it is first needed: a start should not wait for the world.
  private synchronized Tinting tinting() {
    Tinting there = tinting;
    if (there == null) {
      there = new Tinting(WorldReader.read(folder.data().world()));
      tinting = there;
    }
    return there;
  }

  private static List<Map<String, String>> tints() {
    return Arrays.stream(Tint.values())
        .map(tint ->
            Map.of(
                "name", tint.name(),
                "style", tint.styleClass(),
                "word", tint.word(),
                "mark", tint.mark(),
                "meaning", tint.meaning()))
        .toList();
  }

  private RunView view(String name) {
    Path run = folder.run(name);
    if (LabFolder.existing(run, "run.json").isEmpty()) {
      throw Refusal.notFound("the run " + name + " is not finished");
    }
    return views.computeIfAbsent(name, _ -> RunView.read(name, run, tinting()));
  }

  private List<Map<String, Object>> runs(Exchange exchange) {
    String kind = exchange.parameter("kind").orElse("");
    List<Map<String, Object>> runs = new ArrayList<>();
    for (String name : folder.runs()) {
      if (runs.size() < SHOWN && name.startsWith(kind)) {
        try {
          runs.add(brief(view(name)));
        } catch (BadInput unfinished) {
          continue; // being made again
        }
      }
    }
    return runs;
  }

  private Map<String, Object> brief(RunView view) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("name", view.name());
    run.put("models", view.models());
    run.put("finding", view.finding());
    job(view.name())
        .ifPresent(job -> {
          run.put("title", job.plan().title());
          run.put("setting", job.plan().setting());
          run.put("seconds", (job.ended() - job.started()) / 1000.0);
        });
    return run;
  }

  private Optional<Job> job(String run) {
    return queue.all().stream()
        .filter(it -> it.plan().run().equals(run) && !it.plan().kind().equals("influence"))
        .findFirst();
  }

  private Map<String, Object> run(String name) {
    RunView view = view(name);
    Map<String, Object> document = new LinkedHashMap<>(brief(view));
    document.put("view", view);
    document.put("report", Files.isRegularFile(folder.run(name).resolve("report.html")));
    document.put("folder", folder.run(name).toString());
    if (folder.hasBaselines()) {
      RunView baselines = baselines();
      document.put(
          "against_baselines",
          BaselineSentence.of(view.tuned(), baselines.models().get(2), baselines.models().get(3)));
    }
    return document;
  }

  private RunView baselines() {
    if (!folder.hasBaselines()) {
      throw Refusal.conflict("the baselines are not ready; prepare the models first");
    }
    return views.computeIfAbsent(
        "models", _ -> RunView.read("models", folder.models().path(), tinting()));
  }

  private List<Preference> labels(String name) {
    Path file =
        LabFolder.existing(folder.run(name), "labels.jsonl")
            .orElseThrow(() -> Refusal.notFound("that run has no labels"));
    return PreferenceFile.read(file).stream().limit(LABELS).toList();
  }

  /// A stage of the tour: its answers to the fixed questions and its curve so far.
  private Map<String, Object> stage(Exchange exchange) {
    String number = exchange.part("number");
    if (!number.matches("[1-4]")) {
      throw Refusal.notFound("there are four stages");
    }
    StageName name = StageName.values()[Integer.parseInt(number) - 1];
    StageFolder stage = new TourStage(folder).place(name);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ready", folder.isReady(stage));
    document.put("curve", lines(stage.metrics()));
    List<Map<String, Object>> answers = new ArrayList<>();
    if (Files.isRegularFile(stage.samples())) {
      for (SamplesLog.Sample sample : SamplesLog.read(stage.samples())) {
        answers.add(
            Map.of(
                "prompt", sample.prompt(),
                "sentences", tinting().of(sample.prompt(), sample.response()),
                "gold", sample.gold().getOrDefault("overall", 0.0)));
      }
    }
    document.put("answers", answers);
    return document;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  private void report(Exchange exchange) {
    Path file =
        LabFolder.existing(folder.run(exchange.part("name")), "report.html")
            .orElseThrow(() -> Refusal.notFound("that run has no report yet"));
    exchange.foreignPage(bytes(file));
  }

  private void compared(Exchange exchange) {
    String name = exchange.part("name");
    if (!List.of("results.json", "results.csv").contains(name)) {
      throw Refusal.notFound("a comparison leaves results.json and results.csv");
    }
    Path file =
        LabFolder.existing(folder.root().resolve("compare"), name)
            .orElseThrow(() -> Refusal.notFound("nothing has been compared yet"));
    exchange.download("application/octet-stream", name, bytes(file));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  private Map<String, Object> files() {
    return Map.of("files", folder.uploads(), "people", new LabelFileJobs(folder).profiles());
  }

  private void upload(Exchange exchange) {
    String name = exchange.required("name");
    exchange.bodyTo(folder.upload(name), LARGEST_UPLOAD);
    ObjectNode look = org.rlhflab.pretrain.stage.Json.MAPPER.createObjectNode();
    exchange.json(
        look.put("name", name).put("job", queue.submit(new LabelFileJobs(folder).look(name)).id()));
  }
}
