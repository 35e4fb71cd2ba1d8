package org.rlhflab.ppo.lab.annotation;

import java.util.regex.Pattern;
import org.rlhflab.pretrain.stage.BadInput;

/// What an annotator is called; also the name of a folder.
///
/// @param text 1 to 40 letters, digits, dots, dashes or underlines
public record PersonName(String text) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,39}");

  /// Checks it.
  public PersonName {
    if (!NAME.matcher(text).matches()) {
      throw new BadInput(
          "a name is 1 to 40 letters, digits, dots, dashes or underlines, the first a letter or a"
              + " digit, got \""
              + text
              + "\"");
    }
  }
}
