package org.rlhflab.pretrain.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.text.BytePairEncoding.Merge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Hugging Face's `tokenizer.json` of a byte-level BPE, in the form that all versions of
/// `tokenizers` read: a merge is one string, `"Ġ t"`. That words are looked up before anything is
/// merged is its `ignore_merges`, which versions since April 2024 know.
///
/// Reading takes only what [#of] writes (or the same in other white space, or with merges as
/// pairs): merges and words decide the vocabulary, and a file whose `vocab` says otherwise is
/// refused rather than half understood.
final class TokenizerJson {
  private TokenizerJson() {}

  static String of(BytePairEncoding encoding) {
    return Json.pretty(tree(encoding));
  }

  static BytePairEncoding read(Path file) {
    return Json.read(
        file,
        TokenizerJson::encoding,
        "expected the tokenizer.json of a byte-level BPE as `rlhf pretrain` writes it: name a model"
            + " folder of this product");
  }

  private static ObjectNode tree(BytePairEncoding encoding) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", "1.0");
    root.putNull("truncation");
    root.putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (int id = 0; id < Tokenizer.SPECIALS.size(); id++) {
      added
          .addObject()
          .put("id", id)
          .put("content", Tokenizer.SPECIALS.get(id))
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    root.putNull("normalizer");
    byteLevel(root.putObject("pre_tokenizer"));
    root.putNull("post_processor");
    byteLevel(root.putObject("decoder"));
    model(encoding, root.putObject("model"));
    return root;
  }

  private static void byteLevel(ObjectNode part) {
    part.put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  private static void model(BytePairEncoding encoding, ObjectNode model) {
    model.put("type", "BPE");
    model.putNull("dropout");
    model.putNull("unk_token");
    model.putNull("continuing_subword_prefix");
    model.putNull("end_of_word_suffix");
    model
        .put("fuse_unk", false)
        .put("byte_fallback", false)
        .put("ignore_merges", !encoding.words().isEmpty());
    ObjectNode vocabulary = model.putObject("vocab");
    Tokenizer.SPECIALS.forEach(special -> vocabulary.put(special, vocabulary.size()));
    encoding.pieces().forEach(piece -> vocabulary.put(piece, vocabulary.size()));
    ArrayNode merges = model.putArray("merges");
    encoding.merges().forEach(merge -> merges.add(merge.left() + " " + merge.right()));
  }

  private static BytePairEncoding encoding(JsonNode root) {
    expect(root, "/model/type", "BPE");
    expect(root, "/pre_tokenizer/type", "ByteLevel");
    expect(root, "/pre_tokenizer/add_prefix_space", "false");
    expect(root, "/decoder/type", "ByteLevel");
    List<Merge> merges = new ArrayList<>();
    for (JsonNode merge : root.at("/model/merges")) {
      merges.add(merge(merge));
    }
    BytePairEncoding encoding = new BytePairEncoding(merges, words(root, merges));
    JsonNode expected = tree(encoding);
    for (String part : List.of("/added_tokens", "/model/vocab", "/normalizer")) {
      if (!root.at(part).equals(expected.at(part))) {
        throw new IllegalArgumentException(part + " is not what the merges make");
      }
    }
    return encoding;
  }

  /// What is left of the vocabulary, by number, where words are looked up before anything is
  /// merged.
  private static List<String> words(JsonNode root, List<Merge> merges) {
    if (!root.at("/model/ignore_merges").asBoolean(false)) {
      return List.of();
    }
    Set<String> made = new HashSet<>(new BytePairEncoding(merges).pieces());
    made.addAll(Tokenizer.SPECIALS);
    List<String> words =
        root.at("/model/vocab").properties().stream()
            .sorted(Comparator.comparingInt(entry -> entry.getValue().asInt(0)))
            .map(Map.Entry::getKey)
            .filter(piece -> !made.contains(piece))
            .toList();
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "/model/ignore_merges is true although merges make the whole vocabulary");
    }
    return words;
  }

  private static void expect(JsonNode root, String at, String wanted) {
    String found = root.at(at).asString("nothing");
    if (!found.equals(wanted)) {
      throw new IllegalArgumentException(at + " is " + found + " instead of " + wanted);
    }
  }

  private static Merge merge(JsonNode merge) {
    String[] parts =
        merge.isArray()
            ? new String[] {merge.path(0).asString(""), merge.path(1).asString("")}
            : merge.asString("").split(" ", -1);
    if (parts.length != 2 || merge.size() > 2) {
      throw new IllegalArgumentException("the merge " + merge + " is not of two pieces");
    }
    return new Merge(parts[0], parts[1]);
  }
}
