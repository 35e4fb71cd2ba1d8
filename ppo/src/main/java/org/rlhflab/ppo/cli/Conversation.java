package org.rlhflab.ppo.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.pretrain.world.World;

/// Questions a line, answers by every model, until `/quit` or the end of the input. Each question
/// stands alone; the same questions under the same seed get the same answers.
final class Conversation {
  private static final int TOPICS_A_DOMAIN = 3;

  private final List<Speaker> speakers;
  private final Sampling sampling;
  private final World world;
  private final Console console;
  private final List<Answer> answers = new ArrayList<>();
  private long seed;
  private int turn;

  Conversation(List<Speaker> speakers, Sampling sampling, World world, Console console, long seed) {
    this.speakers = speakers;
    this.sampling = sampling;
    this.world = world;
    this.console = console;
    this.seed = seed;
  }

  /// `cue` invites the next question.
  void run(BufferedReader lines, String cue) throws IOException {
    Topic topic = world.topics().getFirst();
    console.say(
        """
        These models are toys: they know the %d topics of one small world, in English, and what
        they say on anything else means nothing. Each question stands alone. Try: %s
        /topics lists some, /seed N draws other answers, /quit ends.\
        """
            .formatted(
                world.topics().size(),
                new QuestionBank(world).trainingOn(topic).getFirst().text()));
    for (String line = next(lines, cue); line != null; line = next(lines, cue)) {
      String text = line.strip();
      if (text.equals("/quit")) {
        break;
      }
      reply(text);
    }
    console.json(Map.of("responses", answers));
  }

  private @Nullable String next(BufferedReader lines, String cue) throws IOException {
    console.printPart(cue);
    return lines.readLine();
  }

  private void reply(String text) {
    if (text.equals("/topics")) {
      console.print(topics());
    } else if (text.equals("/seed") || text.startsWith("/seed ")) {
      reseed(text.substring("/seed".length()).strip());
    } else if (text.startsWith("/")) {
      console.print("there is no " + text + "; there are /topics, /seed N and /quit");
    } else if (!text.isEmpty()) {
      ask(text);
    }
  }

  private void ask(String question) {
    Optional<String> complaint =
        speakers.stream().flatMap(speaker -> speaker.complaint(question).stream()).findFirst();
    if (complaint.isPresent()) {
      refuse(complaint.get());
      return;
    }
    long key = new RandomStreams(seed).key("chat", Integer.toString(turn++));
    List<Answer> said = new ArrayList<>();
    speakers.forEach(speaker -> said.addAll(speaker.answer(question, 1, sampling, key)));
    answers.addAll(said);
    console.print(Answer.shown(question, said, false) + "\n");
  }

  /// A program that reads the JSON document must learn of it too.
  private void refuse(String complaint) {
    if (console.wantsJson()) {
      console.warn(complaint);
    } else {
      console.print(complaint);
    }
  }

  private void reseed(String number) {
    try {
      seed = number.isEmpty() ? seed : Long.parseLong(number);
      turn = number.isEmpty() ? turn : 0;
      console.print("answers are drawn with seed " + seed);
    } catch (NumberFormatException e) {
      console.print("/seed takes a whole number, got " + number);
    }
  }

  private String topics() {
    return world.domains().stream()
        .map(domain ->
            domain
                + ": "
                + world.topics().stream()
                    .filter(topic -> topic.domain().equals(domain))
                    .limit(TOPICS_A_DOMAIN)
                    .map(Topic::subject)
                    .collect(Collectors.joining("; ")))
        .collect(Collectors.joining("\n"));
  }
}
