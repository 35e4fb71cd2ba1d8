package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.world.ResponseGrammar;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.SentenceKind;
import org.rlhflab.pretrain.world.World;

/// Small programs with a comment on programming above them, as raw text holds code too.
final class ProgramText {
  private static final String DOMAIN = "programming";
  private static final int PASSES = 2;

  private static final List<String> PROGRAMS =
      List.of(
          """
          for name in guests:
              print(name)\
          """,
          """
          def add(a, b):
              return a + b\
          """,
          """
          stack.append(plate)
          top = stack.pop()\
          """,
          """
          queue.append(person)
          first = queue.popleft()\
          """,
          """
          def factorial(n):
              if n == 0:
                  return 1
              return n * factorial(n - 1)\
          """,
          """
          while low < high:
              middle = (low + high) // 2
              if names[middle] < name:
                  low = middle + 1
              else:
                  high = middle\
          """,
          """
          total = 0
          for price in prices:
              total = total + price\
          """,
          """
          ages = {}
          ages[name] = 7
          print(ages[name])\
          """,
          """
          def test_add():
              assert add(2, 3) == 5\
          """,
          """
          score = 0
          score = score + 1\
          """);

  private final World world;
  private final long seed;

  ProgramText(World world, long seed) {
    this.world = world;
    this.seed = seed;
  }

  /// One document a program; a world without programming has none.
  List<String> programs() {
    ResponseGrammar grammar = new ResponseGrammar(world);
    List<Sentence> comments =
        world.topics().stream()
            .filter(topic -> topic.domain().equals(DOMAIN))
            .flatMap(topic -> grammar.statements(topic).stream())
            .filter(statement -> statement.kind() != SentenceKind.MISCONCEPTION)
            .toList();
    List<String> documents = new ArrayList<>();
    for (int pass = 0; pass < PASSES; pass++) {
      Dice dice = Dice.of(seed, "code", "pass" + pass);
      for (Sentence comment : dice.shuffled(comments)) {
        documents.add("# " + comment.text() + "\n" + dice.pick(PROGRAMS));
      }
    }
    return documents;
  }
}
