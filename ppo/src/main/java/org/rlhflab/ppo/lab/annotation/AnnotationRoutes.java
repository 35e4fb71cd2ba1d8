package org.rlhflab.ppo.lab.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.rlhflab.ppo.lab.server.Exchange;
import org.rlhflab.ppo.lab.server.LabServer;
import org.rlhflab.ppo.lab.server.Refusal;
import org.rlhflab.ppo.lesson.labeling.OwnLabels.Side;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.reward.label.Preference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the pages for annotators ask.
public final class AnnotationRoutes implements LabServer.Routes {
  private static final double LONGEST_SECONDS = 24 * 3600;
  private static final List<String> FILES =
      List.of("labels.jsonl", "ratings.jsonl", "demonstrations.jsonl");

  private final Desk desk;
  private final RubricAnchors anchors;

  /// People's folders, the pool once there is one, and the guideline.
  public AnnotationRoutes(Path people, Supplier<LabelPool> pool, Path rubric) {
    this.desk = new Desk(people, pool);
    this.anchors = RubricAnchors.read(rubric);
  }

  /// Reads the pool, if there is one, before anybody waits for it.
  public void warmUp() {
    try {
      desk.pool();
    } catch (BadInput notYet) {
      return;
    }
  }

  /// Everything a person has labelled.
  public List<Preference> labels(String person) {
    return desk.pairs(new PersonName(person)).labels();
  }

  /// Where a person's things are kept; the person must be known.
  public Path folder(String person) {
    return desk.folder(desk.register(person));
  }

  @Override
  public void addTo(LabServer.Rules rules) {
    rules
        .get("/api/people", exchange -> exchange.json(Map.of("people", desk.people())))
        .post(
            "/api/people",
            exchange ->
                exchange.json(
                    Map.of("name", desk.register(Exchange.text(exchange.body(), "name")).text())))
        .get("/api/pairs", exchange -> exchange.json(pairs(exchange).view()))
        .post("/api/pairs", this::label)
        .post("/api/pairs/undo", exchange -> exchange.json(pairs(exchange).undo()))
        .post(
            "/api/pairs/reason",
            exchange ->
                exchange.json(pairs(exchange).reason(Exchange.text(exchange.body(), "rationale"))))
        .get("/api/pairs/feedback", exchange -> exchange.json(pairs(exchange).feedback()))
        .get("/api/rubric", exchange -> exchange.json(anchors))
        .get("/api/ratings", exchange -> exchange.json(ratings(exchange).view()))
        .post("/api/ratings", this::rate)
        .get("/api/ratings/feedback", exchange -> exchange.json(ratings(exchange).feedback()))
        .get("/api/demonstrations", exchange -> exchange.json(demonstrations(exchange).view()))
        .post("/api/demonstrations", this::write)
        .get("/api/people/file", this::download);
  }

  private PairSitting pairs(Exchange exchange) {
    return desk.pairs(person(exchange));
  }

  private RatingSitting ratings(Exchange exchange) {
    return desk.ratings(person(exchange));
  }

  private DemonstrationSitting demonstrations(Exchange exchange) {
    return desk.demonstrations(person(exchange));
  }

  private static PersonName person(Exchange exchange) {
    return new PersonName(exchange.required("person"));
  }

  private void label(Exchange exchange) {
    PairSitting sitting = pairs(exchange);
    ObjectNode body = exchange.body();
    Side side =
        switch (Exchange.text(body, "side")) {
          case "first" -> Side.FIRST;
          case "second" -> Side.SECOND;
          case "tie" -> Side.TIE;
          default -> throw Refusal.badRequest("\"side\" must be first, second or tie");
        };
    double seconds = Math.clamp(Exchange.number(body, "seconds"), 0, LONGEST_SECONDS);
    exchange.json(
        sitting.label(
            Exchange.text(body, "task"), side, seconds, Exchange.text(body, "rationale")));
  }

  private void rate(Exchange exchange) {
    ObjectNode body = exchange.body();
    Map<Dimension, Integer> marks = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      JsonNode mark = body.path("marks").path(dimension.key());
      if (!mark.isInt() || mark.intValue() < 1 || mark.intValue() > 5) {
        throw Refusal.badRequest("every dimension needs a mark from 1 to 5: " + dimension.key());
      }
      marks.put(dimension, mark.intValue());
    }
    exchange.json(ratings(exchange).rate((int) Exchange.number(body, "task"), marks));
  }

  private void write(Exchange exchange) {
    DemonstrationSitting sitting = demonstrations(exchange);
    ObjectNode body = exchange.body();
    LabelPool.Judgment judgment =
        sitting.write(Exchange.text(body, "prompt"), Exchange.text(body, "text"));
    exchange.json(Map.of("judgment", judgment, "next", sitting.view()));
  }

  private void download(Exchange exchange) {
    String name = exchange.required("name");
    if (!FILES.contains(name)) {
      throw Refusal.notFound("a person has " + String.join(", ", FILES));
    }
    PersonName person = person(exchange);
    Path file =
        desk.file(person, name)
            .orElseThrow(() -> Refusal.notFound(person.text() + " has no " + name + " yet"));
    try {
      exchange.download("application/jsonl", person.text() + "-" + name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }
}
