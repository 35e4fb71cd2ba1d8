package org.rlhflab.pretrain.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;

/// Reads a folder of raw text: every `*.txt` in the order of names, each holding documents with
/// blank lines between them.
///
/// Any text will do; it only has to be UTF-8. Line ends become LF, and a document keeps its own
/// line breaks and indentation.
public final class CorpusReader {
  private CorpusReader() {}

  /// A piece of text that stands for itself.
  ///
  /// @param source the file's name without `.txt`
  /// @param text never blank
  public record Document(String source, String text) {}

  /// All documents of the corpus in `folder`.
  public static List<Document> read(Path folder) {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw BadInput.in(folder, "holds no .txt file; put raw text there, or name another corpus");
    }
    List<Document> documents = new ArrayList<>();
    for (Path file : files) {
      String source = file.getFileName().toString().replaceFirst("\\.txt$", "");
      for (String text : paragraphs(text(file))) {
        documents.add(new Document(source, text));
      }
    }
    if (documents.isEmpty()) {
      throw BadInput.in(folder, "holds no text; every .txt file in it is empty or blank");
    }
    return List.copyOf(documents);
  }

  /// The stretches between blank lines.
  private static List<String> paragraphs(String text) {
    List<String> paragraphs = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String line : Stream.concat(text.lines(), Stream.of("")).toList()) {
      if (!line.isBlank()) {
        open.add(line);
      } else if (!open.isEmpty()) {
        paragraphs.add(String.join("\n", open));
        open.clear();
      }
    }
    return paragraphs;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".txt"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileFailure.reading(folder, e);
    }
  }

  private static String text(Path file) {
    try {
      String text = decoded(file, ByteBuffer.wrap(Files.readAllBytes(file)));
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  private static String decoded(Path file, ByteBuffer bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
    if (result.isError()) {
      throw BadInput.in(
          file,
          "the byte at offset "
              + bytes.position()
              + " is not UTF-8; a corpus must be UTF-8 text: convert the file or leave it out");
    }
    return text.flip().toString();
  }
}
