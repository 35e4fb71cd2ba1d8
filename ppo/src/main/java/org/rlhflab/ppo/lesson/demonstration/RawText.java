package org.rlhflab.ppo.lesson.demonstration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.FileFailure;

/// The corpus of pretraining as one text, line breaks and all.
///
/// @param text of every file
record RawText(String text) {

  /// Reads it.
  RawText(DataFolder data) {
    this(read(data.corpus()));
  }

  /// In characters.
  int length() {
    return text.length();
  }

  /// How often a sentence stands in it.
  int count(String sentence) {
    int count = 0;
    for (int at = text.indexOf(sentence); at >= 0; at = text.indexOf(sentence, at + 1)) {
      count++;
    }
    return count;
  }

  private static String read(Path folder) {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
      for (Path file : files) {
        text.append(Files.readString(file)).append('\n');
      }
    } catch (IOException e) {
      throw FileFailure.reading(folder, e);
    }
    return text.toString();
  }
}
