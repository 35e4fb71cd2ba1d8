package org.rlhflab.ppo.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.world.Question;

/// All answers of one model to the same questions, judged.
///
/// @param questions what was asked
/// @param temperature at which answers were drawn; 0 is greedy
/// @param responses the answers to each question, as many to each, `[prompt][sample]`
public record EvaluatedResponses(
    List<Question> questions, double temperature, List<List<EvaluatedResponse>> responses) {

  /// Copies its lists and checks that every question has answers.
  public EvaluatedResponses {
    questions = List.copyOf(questions);
    responses = responses.stream().map(List::copyOf).toList();
    if (questions.isEmpty() || questions.size() != responses.size()) {
      throw new IllegalArgumentException(
          questions.size() + " questions with " + responses.size() + " lists of answers");
    }
    if (responses.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("every question needs an answer");
    }
  }

  /// Any figure of every answer, `[prompt][sample]`.
  public double[][] figures(ToDoubleFunction<EvaluatedResponse> figure) {
    return responses.stream()
        .map(answers -> answers.stream().mapToDouble(figure).toArray())
        .toArray(double[][]::new);
  }

  /// The gold rubric's overall scores, `[prompt][sample]`.
  public double[][] gold() {
    return figures(answer -> answer.gold().overall());
  }

  /// The gold rubric's scores on one dimension, `[prompt][sample]`.
  public double[][] gold(Dimension dimension) {
    return figures(answer -> answer.gold().of(dimension));
  }

  /// The mean of such figures over all answers: there are as many to every prompt.
  public static double mean(double[][] figures) {
    return Arrays.stream(figures).flatMapToDouble(Arrays::stream).average().orElseThrow();
  }

  /// The names of all behaviours.
  public List<String> behaviours() {
    return List.copyOf(responses.getFirst().getFirst().behaviour().values().keySet());
  }

  /// A behaviour by its name in JSON documents, for instance `words`, `[prompt][sample]`.
  public double[][] behaviour(String name) {
    return figures(answer -> {
      Double figure = answer.behaviour().values().get(name);
      if (figure == null) {
        throw new IllegalArgumentException("no behaviour is called " + name);
      }
      return figure;
    });
  }

  /// 1 for every garbled sentence and 0 for every other, `[prompt][sentence]`, without prompts
  /// whose answers have no sentence at all.
  public double[][] garbledSentences() {
    return responses.stream()
        .map(answers ->
            answers.stream().flatMapToDouble(EvaluatedResponses::garbledSentences).toArray())
        .filter(sentences -> sentences.length > 0)
        .toArray(double[][]::new);
  }

  /// Which prompts are on topics that demonstrations may have, or on the others.
  public List<Integer> promptsOn(boolean demonstrated) {
    return IntStream.range(0, questions.size())
        .filter(prompt -> questions.get(prompt).topic().demonstrated() == demonstrated)
        .boxed()
        .toList();
  }

  private static DoubleStream garbledSentences(EvaluatedResponse answer) {
    int garbled = answer.garbledSentences();
    return IntStream.range(0, answer.behaviour().sentences()).mapToDouble(s -> s < garbled ? 1 : 0);
  }
}
