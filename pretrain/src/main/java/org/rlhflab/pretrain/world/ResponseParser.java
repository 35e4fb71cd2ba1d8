package org.rlhflab.pretrain.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes any text apart into sentences of known kinds. It never fails.
///
/// A text is cut at its full stops, question and exclamation marks. A piece is, in this order:
///
/// 1. lead-ins, as many as there are, and then
/// 2. a known sentence, small slips allowed (see [KnownSentences]);
/// 3. several known sentences between which full stops are missing: each must be exact, and the
///    next begin with a capital;
/// 4. [SentenceKind#GARBLED] if it is unfinished (no mark at the end of the text), if most of its
///    content words are the world's, which then say nothing that the world knows, if it has none,
///    or if it does not look like English;
/// 5. otherwise [SentenceKind#UNKNOWN]: at least a quarter of its words are frequent English ones
///    and the others could be.
public final class ResponseParser {
  private static final int SHORTEST_ENGLISH = 3;

  /// One word as written, with its place in the text.
  private record Token(int from, int to, String word) {}

  /// Something known and how it is written here.
  private record Match(Sentence known, String written) {
    Sentence sentence() {
      return new Sentence(known.kind(), known.topic(), known.index(), written);
    }
  }

  private record LeadIn(Sentence sentence, List<String> words) {}

  private final World world;
  private final KnownSentences known;
  private final List<LeadIn> leadIns;

  /// A parser of what may be said in a world.
  public ResponseParser(World world) {
    this.world = world;
    List<Sentence> all = new ResponseGrammar(world).all();
    this.known = new KnownSentences(all);
    this.leadIns =
        all.stream()
            .filter(one -> one.kind().isLeadIn())
            .map(one -> new LeadIn(one, Words.of(one.text())))
            .toList();
  }

  /// The sentences of a text.
  public Response parse(String text) {
    Reading reading = new Reading(text);
    int from = 0;
    for (int c = 0; c < text.length(); c++) {
      boolean last = c + 1 == text.length();
      if (isEndMark(text.charAt(c)) && (last || Character.isWhitespace(text.charAt(c + 1)))) {
        reading.piece(from, c + 1, true);
        from = c + 1;
      }
    }
    reading.piece(from, text.length(), false);
    return new Response(text, reading.sentences, reading.tidy);
  }

  private static boolean isEndMark(char c) {
    return c == '.' || c == '!' || c == '?';
  }

  /// Whether words that are no known sentence are plausible English about something else.
  private boolean isForeignEnglish(List<String> words) {
    List<String> content = Words.content(words);
    long ours = content.stream().filter(known.vocabulary()::contains).count();
    long common = words.stream().filter(Words::isCommon).count();
    return words.size() >= SHORTEST_ENGLISH
        && !content.isEmpty()
        && 2 * ours <= content.size()
        && 4 * common >= words.size()
        && words.stream().allMatch(word -> Words.isCommon(word) || Words.looksLikeAWord(word));
  }

  /// The state of one parse: what has been read so far.
  private final class Reading {
    private final String text;
    private final List<Sentence> sentences = new ArrayList<>();
    private boolean tidy = true;

    Reading(String text) {
      this.text = text;
    }

    /// Reads the piece of the text between two marks.
    void piece(int from, int to, boolean finished) {
      List<Token> tokens = tokens(from, to);
      if (tokens.isEmpty()) {
        if (!text.substring(from, to).isBlank()) {
          add(SentenceKind.GARBLED, text.substring(from, to).strip());
        }
        return;
      }
      List<String> words = tokens.stream().map(Token::word).toList();
      List<Match> front = new ArrayList<>();
      int start = leadIns(tokens, words, 0, front);
      List<Match> said = statements(tokens, words, start);
      front.forEach(this::add);
      said.forEach(this::add);
      if (said.isEmpty()) {
        boolean foreign = finished && isForeignEnglish(words.subList(start, words.size()));
        SentenceKind kind = foreign ? SentenceKind.UNKNOWN : SentenceKind.GARBLED;
        add(kind, text.substring(tokens.get(start).from(), to).strip());
      } else {
        tidy &= finished && said.size() == 1;
      }
    }

    /// Adds the lead-ins from `at` on; returns where they end, which always leaves something.
    private int leadIns(List<Token> tokens, List<String> words, int at, List<Match> found) {
      int end = at;
      Optional<LeadIn> next = leadInAt(words, end);
      while (next.isPresent()) {
        int from = end;
        end = from + next.get().words().size();
        found.add(new Match(next.get().sentence(), written(tokens, from, end)));
        next = leadInAt(words, end);
      }
      return end;
    }

    private Optional<LeadIn> leadInAt(List<String> words, int at) {
      for (LeadIn leadIn : leadIns) {
        int end = at + leadIn.words().size();
        if (end < words.size() && words.subList(at, end).equals(leadIn.words())) {
          return Optional.of(leadIn);
        }
      }
      return Optional.empty();
    }

    /// The known sentences that a piece consists of from `start` on; none if it holds anything
    /// else.
    private List<Match> statements(List<Token> tokens, List<String> words, int start) {
      List<Match> said = new ArrayList<>();
      int at = start;
      while (at < words.size()) {
        at = leadIns(tokens, words, at, said);
        Optional<Sentence> match = known.find(words.subList(at, words.size()));
        int end = words.size();
        if (match.isEmpty()) {
          end = Math.min(end, at + known.longest() + 1);
        }
        while (match.isEmpty() && --end > at) {
          if (Character.isUpperCase(firstLetter(tokens.get(end)))) {
            match = known.exactly(words.subList(at, end));
          }
        }
        if (match.isEmpty()) {
          return List.of();
        }
        said.add(new Match(match.get(), written(tokens, at, end)));
        at = end;
      }
      return said;
    }

    /// Adds what was found, and notes whether its capitals are where they belong.
    private void add(Match match) {
      boolean afterLeadIn = !sentences.isEmpty() && sentences.getLast().kind().isLeadIn();
      String right = match.known().text();
      String expected = afterLeadIn ? world.afterLeadIn(right) : right;
      boolean sameWords = match.written().equalsIgnoreCase(expected);
      tidy &=
          sameWords
              ? match.written().equals(expected)
              : match.written().charAt(0) == expected.charAt(0);
      sentences.add(match.sentence());
    }

    private void add(SentenceKind kind, String written) {
      sentences.add(new Sentence(kind, "", 0, written));
    }

    private String written(List<Token> tokens, int from, int to) {
      return text.substring(tokens.get(from).from(), tokens.get(to - 1).to());
    }

    private char firstLetter(Token token) {
      return text.charAt(token.from());
    }

    private List<Token> tokens(int from, int to) {
      List<Token> tokens = new ArrayList<>();
      int c = from;
      while (c < to) {
        while (c < to && Character.isWhitespace(text.charAt(c))) {
          c++;
        }
        int start = c;
        while (c < to && !Character.isWhitespace(text.charAt(c))) {
          c++;
        }
        String word = Words.strip(text.substring(start, c));
        if (!word.isEmpty()) {
          tokens.add(new Token(start, c, word));
        }
      }
      return tokens;
    }
  }
}
