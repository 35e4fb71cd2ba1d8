package org.rlhflab.ppo.experiment;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One process's part of a comparison that several share, as job arrays give it.
///
/// @param index of this process, from 1
/// @param count of all processes
public record Shard(int index, int count) {
  /// All of it.
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /// Checks that the index is among the count.
  public Shard {
    if (index < 1 || index > count) {
      throw new IllegalArgumentException(
          "shard must be I/N with I from 1 to N, for instance 2/8, got " + index + "/" + count);
    }
  }

  /// From `I/N`.
  public static Shard parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "shard must be I/N with I from 1 to N, for instance 2/8, got " + text);
    }
    return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /// Its items: a run of neighbours, so that cells of one seed, which share a base model, mostly
  /// stay together.
  public <T> List<T> of(List<T> items) {
    int from = (int) ((long) items.size() * (index - 1) / count);
    int to = (int) ((long) items.size() * index / count);
    return items.subList(from, to);
  }
}
