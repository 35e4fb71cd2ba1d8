package org.rlhflab.reward.annotator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.reward.label.Rating;

/// A crowd rates a list of responses in one sitting. Responses go round: response i to person i and
/// those that follow, so that everybody rates about as many and neighbours have most in common.
///
/// @param profiles what the people are like; a profile of `count` n stands for n people
/// @param seed fixes every draw
/// @param sitting the name of the sitting: the same responses in another one are rated anew
/// @param source where the responses come from: `grammar` or a model's hash
/// @param overlap how many people rate each response, at least 1 and at most the crowd's size
public record RatingSession(
    List<AnnotatorProfile> profiles, long seed, String sitting, String source, int overlap) {

  /// Checks the overlap and copies what it is given.
  public RatingSession {
    profiles = List.copyOf(profiles);
    int people = AnnotatorFile.people(profiles).size();
    if (overlap < 1 || overlap > people) {
      throw new IllegalArgumentException(
          "overlap must be 1 to the crowd's size, " + people + ", got " + overlap);
    }
  }

  /// A response to rate.
  ///
  /// @param id unique in its list
  /// @param prompt the question as asked
  /// @param domain the question's domain, on which expertise depends; may be empty
  /// @param response the answer
  public record Task(String id, String prompt, String domain, ResponseFeatures response) {}

  /// Every rating, in the order of the responses.
  public List<Rating> rate(List<Task> tasks) {
    List<AnnotatorProfile> people = AnnotatorFile.people(profiles);
    Map<String, Integer> tasksDone = new HashMap<>();
    List<Rating> ratings = new ArrayList<>(tasks.size() * overlap);
    for (int i = 0; i < tasks.size(); i++) {
      for (int k = 0; k < overlap; k++) {
        AnnotatorProfile person = people.get((i + k) % people.size());
        int done = tasksDone.merge(person.id(), 1, Integer::sum) - 1;
        ratings.add(rating(tasks.get(i), person, done));
      }
    }
    return ratings;
  }

  private Rating rating(Task task, AnnotatorProfile person, int done) {
    return new Rating(
        task.id() + ":" + person.id(),
        task.prompt(),
        task.response().text(),
        person.id(),
        marks(task, person, done),
        Map.of(),
        source,
        Map.of());
  }

  /// Taste and shared error are those with which the same person compares this response.
  private Map<Dimension, Integer> marks(Task task, AnnotatorProfile person, int done) {
    FixedDraws draws = new FixedDraws(seed);
    String text = task.response().text();
    RatingModel model = new RatingModel(person);
    if (draws.uniform("rating attention", person.id(), task.prompt(), text, sitting)
        < person.lapseRate()) {
      return model.unread();
    }
    Utility.Circumstances now =
        new Utility.Circumstances(
            task.domain(),
            false,
            done,
            draws.normal("taste", person.id(), task.prompt(), text),
            draws.normal("shared error", task.prompt(), text));
    return model.read(
        task.response(),
        now,
        dimension ->
            draws.uniform("mark", person.id(), task.prompt(), text, sitting, dimension.key()));
  }
}
