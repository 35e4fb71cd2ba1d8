package org.rlhflab.ppo.lab.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;

/// Where everybody's sittings are found: each person has one of each kind, however many pages show
/// it. A sitting is opened when it is first asked for; the pool, too.
final class Desk {
  private final Path folder;
  private final Supplier<LabelPool> source;
  private final Map<String, PairSitting> pairs = new ConcurrentHashMap<>();
  private final Map<String, RatingSitting> ratings = new ConcurrentHashMap<>();
  private final Map<String, DemonstrationSitting> demonstrations = new ConcurrentHashMap<>();
  private @Nullable LabelPool pool;

  /// Over everybody's folders; `source` refuses while there is no crowd.
  Desk(Path folder, Supplier<LabelPool> source) {
    this.folder = folder;
    this.source = source;
  }

  synchronized LabelPool pool() {
    LabelPool there = pool;
    if (there == null) {
      there = source.get();
      pool = there;
    }
    return there;
  }

  /// Who has a folder, in the order of the alphabet.
  List<String> people() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(it -> it.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileFailure.reading(folder, e);
    }
  }

  /// A new person, or one who comes back.
  PersonName register(String name) {
    PersonName person = new PersonName(name);
    try {
      Files.createDirectories(folder(person));
    } catch (IOException e) {
      throw FileFailure.writing(folder(person), e);
    }
    return person;
  }

  PairSitting pairs(PersonName person) {
    LabelPool here = pool();
    return pairs.computeIfAbsent(person.text(), _ -> new PairSitting(known(person), person, here));
  }

  RatingSitting ratings(PersonName person) {
    LabelPool here = pool();
    return ratings.computeIfAbsent(
        person.text(), _ -> new RatingSitting(known(person), person, here));
  }

  DemonstrationSitting demonstrations(PersonName person) {
    LabelPool here = pool();
    return demonstrations.computeIfAbsent(
        person.text(), _ -> new DemonstrationSitting(known(person), person, here));
  }

  /// A file of a person, if it is there.
  Optional<Path> file(PersonName person, String name) {
    return Optional.of(folder(person).resolve(name)).filter(Files::isRegularFile);
  }

  private Path known(PersonName person) {
    Path path = folder(person);
    if (!Files.isDirectory(path)) {
      throw new BadInput("nobody here is called " + person.text() + "; enter the name first");
    }
    return path;
  }

  Path folder(PersonName person) {
    return folder.resolve(person.text());
  }
}
