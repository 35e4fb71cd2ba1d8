package org.rlhflab.ppo.lab.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;

/// The guideline's anchors, read from `rubric.md` itself, so that page and guideline never differ.
///
/// @param dimensions in the guideline's order
public record RubricAnchors(List<Anchored> dimensions) {
  private static final Pattern HEADING =
      Pattern.compile("### ([A-Za-z ]+) \\(weight [0-9.]+\\): (.+)");
  private static final Pattern ROW = Pattern.compile("\\| ([1-5]) \\| (.+?) \\|(?: (.+?) \\|)?");

  /// A dimension and what its marks mean.
  ///
  /// @param key its name in files
  /// @param title for people
  /// @param question what it asks
  /// @param anchors best mark first
  public record Anchored(String key, String title, String question, List<Anchor> anchors) {
    /// Copies its list.
    public Anchored {
      anchors = List.copyOf(anchors);
    }
  }

  /// What a mark means.
  ///
  /// @param mark 1 to 5
  /// @param text its meaning; two where the matter decides, parted by " / "
  public record Anchor(int mark, String text) {}

  /// Checks that every dimension is there.
  public RubricAnchors {
    dimensions = List.copyOf(dimensions);
    List<String> keys = dimensions.stream().map(Anchored::key).toList();
    for (Dimension dimension : Dimension.values()) {
      if (!keys.contains(dimension.key())) {
        throw new IllegalArgumentException("the rubric has no anchors for " + dimension.key());
      }
    }
  }

  /// Reads them.
  public static RubricAnchors read(Path file) {
    try {
      return of(Files.readAllLines(file));
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    } catch (IllegalArgumentException e) {
      throw BadInput.in(file, e.getMessage() + "; it must be the data's own rubric.md");
    }
  }

  static RubricAnchors of(List<String> lines) {
    List<Anchored> found = new ArrayList<>();
    Optional<Matcher> heading = Optional.empty();
    List<Anchor> anchors = new ArrayList<>();
    for (String line : lines) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith("#")) {
        heading.ifPresent(it -> found.add(anchored(it, anchors)));
        anchors.clear();
        heading = Optional.of(HEADING.matcher(line)).filter(Matcher::matches);
      } else if (heading.isPresent() && row.matches()) {
        anchors.add(new Anchor(Integer.parseInt(row.group(1)), text(row.group(2), row.group(3))));
      }
    }
    heading.ifPresent(it -> found.add(anchored(it, anchors)));
    return new RubricAnchors(found);
  }

  private static String text(String one, @org.jspecify.annotations.Nullable String other) {
    String first = one.replaceFirst("^\\([0-9.]+\\) ", "");
    return other == null || other.equals(one) ? first : first + " / " + other;
  }

  private static Anchored anchored(Matcher heading, List<Anchor> anchors) {
    String title = heading.group(1);
    return new Anchored(
        title.toLowerCase(Locale.ROOT).replace(' ', '_'), title, heading.group(2), anchors);
  }
}
