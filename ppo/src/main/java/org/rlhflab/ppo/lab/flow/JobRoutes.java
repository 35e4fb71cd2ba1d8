package org.rlhflab.ppo.lab.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.ppo.lab.annotation.AnnotationRoutes;
import org.rlhflab.ppo.lab.job.Job;
import org.rlhflab.ppo.lab.job.JobPlan;
import org.rlhflab.ppo.lab.job.JobQueue;
import org.rlhflab.ppo.lab.job.MetricsTail;
import org.rlhflab.ppo.lab.job.Phase;
import org.rlhflab.ppo.lab.server.EventStream;
import org.rlhflab.ppo.lab.server.Exchange;
import org.rlhflab.ppo.lab.server.LabServer;
import org.rlhflab.ppo.lab.server.Refusal;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.StageName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What pages ask of jobs: begin one, end one, watch them.
public final class JobRoutes implements LabServer.Routes {
  private static final int SHOWN = 40;
  private static final int LOOK_MILLIS = 250;
  private static final int BEAT_EVERY = 40;

  private final LabFolder folder;
  private final JobQueue queue;
  private final AnnotationRoutes people;

  /// Over a lab's folder and its queue; labels of people come from `people`.
  public JobRoutes(LabFolder folder, JobQueue queue, AnnotationRoutes people) {
    this.folder = folder;
    this.queue = queue;
    this.people = people;
  }

  @Override
  public void addTo(LabServer.Rules rules) {
    rules
        .get("/api/state", exchange -> exchange.json(state()))
        .get("/api/jobs", exchange -> exchange.json(queue.views(SHOWN)))
        .post("/api/jobs", exchange -> exchange.json(submit(exchange.body())))
        .get("/api/jobs/{id}", exchange -> exchange.json(job(exchange)))
        .post(
            "/api/jobs/{id}/cancel",
            exchange -> {
              queue.cancel(job(exchange).id());
              exchange.json(job(exchange));
            })
        .post(
            "/api/jobs/{id}/go-on",
            exchange ->
                exchange.json(
                    queue
                        .goOn(job(exchange).id())
                        .orElseThrow(() -> Refusal.conflict("that job has nothing left to do"))))
        .get("/api/jobs/{id}/documents", exchange -> exchange.json(documents(job(exchange))))
        .get("/api/events", this::events);
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    List<Boolean> stages = new ArrayList<>();
    TourStage tour = new TourStage(folder);
    for (StageName stage : StageName.values()) {
      stages.add(folder.isReady(tour.place(stage)));
    }
    state.put("stages", stages);
    state.put("crowd", folder.hasCrowd());
    state.put("baselines", folder.hasBaselines());
    state.put("folder", folder.root().toString());
    return state;
  }

  private Job job(Exchange exchange) {
    return queue
        .find(exchange.part("id"))
        .orElseThrow(() -> Refusal.notFound("there is no such job"));
  }

  /// A second click on the same button finds the job of the first.
  private synchronized Job submit(ObjectNode body) {
    JobPlan plan = plan(body);
    Optional<Job> same =
        queue.all().stream()
            .filter(Job::isOpen)
            .filter(it -> it.plan().kind().equals(plan.kind()))
            .filter(it -> it.plan().title().equals(plan.title()))
            .findFirst();
    return same.orElseGet(() -> queue.submit(plan));
  }

  private JobPlan plan(ObjectNode body) {
    LabelFileJobs files = new LabelFileJobs(folder);
    return switch (Exchange.text(body, "kind")) {
      case "prepare" -> Preparation.plan(folder);
      case "tour" -> tour(body);
      case "bench" -> BenchRun.plan(folder, nextName("bench"), setting(body));
      case "mine" ->
          new OwnLabelsRun(
                  Exchange.text(body, "person"),
                  people.labels(Exchange.text(body, "person")),
                  isSet(body, "in_crowd"),
                  isSet(body, "weighted"))
              .plan(folder, nextName("mine"));
      case "look" -> files.look(Exchange.text(body, "upload"));
      case "influence" ->
          files.influence(
              Exchange.text(body, "run"), Exchange.text(body, "of"), Exchange.text(body, "flip"));
      case "compare" -> files.compare(texts(body), (int) Exchange.number(body, "seeds"));
      default -> throw Refusal.badRequest("there is no such kind of job");
    };
  }

  private static BenchSetting setting(ObjectNode body) {
    try {
      return BenchSetting.of(object(body, "setting"));
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()));
    }
  }

  private JobPlan tour(ObjectNode body) {
    int stage = (int) Exchange.number(body, "stage");
    if (stage < 1 || stage > StageName.values().length) {
      throw Refusal.badRequest("there are four stages, got " + stage);
    }
    return new TourStage(folder).plan(StageName.values()[stage - 1], isSet(body, "again"));
  }

  private String nextName(String kind) {
    return "%s-%05d".formatted(kind, queue.lastNumber() + 1);
  }

  private static boolean isSet(ObjectNode body, String field) {
    return body.path(field).asBoolean(false);
  }

  private static ObjectNode object(ObjectNode body, String field) {
    if (body.path(field) instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.badRequest("\"" + field + "\" must be an object");
  }

  private static List<String> texts(ObjectNode body) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : body.path("arms")) {
      if (!each.isString()) {
        throw Refusal.badRequest("\"arms\" must be a list of names");
      }
      texts.add(each.stringValue());
    }
    return texts;
  }

  private List<Optional<JsonNode>> documents(Job job) {
    List<Optional<JsonNode>> documents = new ArrayList<>();
    for (int step = 0; step < job.plan().steps().size(); step++) {
      documents.add(queue.document(job.id(), step));
    }
    return documents;
  }

  /// The list of jobs whenever it changes, and the curves of one job from their beginning.
  private void events(Exchange exchange) {
    Optional<Job> watched = exchange.parameter("job").flatMap(queue::find);
    List<Phase> phases =
        watched.stream()
            .flatMap(it -> it.plan().phases().stream())
            .filter(Phase::hasCurve)
            .toList();
    List<MetricsTail> tails = new ArrayList<>();
    for (Phase phase : phases) {
      tails.add(new MetricsTail(folder.root().resolve(Path.of(phase.file()))));
    }
    try (EventStream stream = exchange.events()) {
      Object last = "";
      for (int round = 0; !Thread.currentThread().isInterrupted(); round++) {
        Object now = queue.views(SHOWN);
        if (!now.equals(last)) {
          stream.send("jobs", now);
          last = now;
        }
        for (int p = 0; p < phases.size(); p++) {
          MetricsTail.News news = tails.get(p).read();
          if (news.anew() || !news.lines().isEmpty()) {
            stream.send("curve", new CurveNews(phases.get(p).name(), news.anew(), news.lines()));
          }
        }
        if (round % BEAT_EVERY == BEAT_EVERY - 1) {
          stream.beat();
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException gone) {
      // The page was closed: nobody is left to be told.
      return;
    }
  }

  /// New points of a curve.
  ///
  /// @param phase whose
  /// @param anew whether earlier ones are void
  /// @param lines of `metrics.jsonl`
  private record CurveNews(String phase, boolean anew, List<String> lines) {}
}
