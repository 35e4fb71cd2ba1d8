package org.rlhflab.ppo.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rlhflab.ppo.report.part.Provenance;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// A command as the user gave it, less what does not change its result: kept beside results, so
/// that their page can say how to repeat them.
final class GivenCommand {
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("--out", "--threads", "--fresh", "--json", "--quiet", "--require", "--shard");

  private GivenCommand() {}

  /// Ready for a shell; the seed is always named.
  static String of(CommandSpec spec, long seed) {
    ParseResult given = spec.commandLine().getParseResult();
    List<String> words = new ArrayList<>(List.of(spec.qualifiedName().split(" ")));
    given.matchedPositionals().stream()
        .distinct()
        .map(ArgSpec::originalStringValues)
        .forEach(words::addAll);
    // An option that was given again is matched again, with all its values.
    for (OptionSpec option : new LinkedHashSet<>(given.matchedOptions())) {
      String name = option.longestName();
      if (WITHOUT_EFFECT.contains(name) || name.equals("--seed")) {
        continue;
      }
      if (option.arity().max() == 0) {
        words.add(name);
      } else {
        for (String value : option.originalStringValues()) {
          words.addAll(List.of(name, value));
        }
      }
    }
    words.addAll(List.of("--seed", String.valueOf(seed)));
    return words.stream().map(Provenance::quoted).collect(Collectors.joining(" "));
  }
}
