package org.rlhflab.ppo.cli;

import java.util.List;
import java.util.Map;
import org.rlhflab.ppo.lesson.Exercises.RankPair;
import org.rlhflab.ppo.lesson.Exercises.WhichStage;
import org.rlhflab.ppo.lesson.Lesson.Claim;
import org.rlhflab.ppo.lesson.Lesson.Section;
import org.rlhflab.ppo.lesson.demonstration.Shown;
import org.rlhflab.ppo.lesson.demonstration.Shown.Figures;
import org.rlhflab.ppo.lesson.demonstration.Shown.Note;
import org.rlhflab.ppo.lesson.demonstration.Shown.Quote;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Paragraph;
import org.rlhflab.pretrain.terminal.Table;

/// The lesson's parts as text of at most 80 columns.
///
/// @param console where it goes
/// @param folders what `{base}`, `{sft}`, `{policy}` and `{data}` stand for in commands
record LessonPage(Console console, Map<String, String> folders) {
  private static final int WIDTH = 80;
  private static final String INDENT = "    ";

  /// Copies its map.
  LessonPage {
    folders = Map.copyOf(folders);
  }

  /// The head of a section.
  void heading(int number, Section section) {
    console.print("\n" + console.bold("%d  %s".formatted(number, section.title())));
  }

  /// Something said, what shows it, and where there is more.
  void claim(Claim claim, Shown shown) {
    paragraph("");
    paragraph(claim.says());
    paragraph("");
    paragraph("  Shown by " + shown.from() + ":");
    shown
        .pieces()
        .forEach(piece -> {
          switch (piece) {
            case Note note -> paragraph("  " + note.text());
            case Quote quote -> quote(quote.who(), quote.text(), quote.remark());
            case Figures figures -> console.print(table(figures));
          }
        });
    paragraph("  More:");
    command(claim.tried());
  }

  /// Somebody's words.
  void quote(String who, String text, String remark) {
    paragraph("  " + who + (remark.isEmpty() ? "" : " (" + remark + ")") + ":");
    paragraph(INDENT + text);
  }

  /// The two responses of a pair.
  void pair(String prompt, String first, String second) {
    paragraph(console.bold("Asked:") + " " + prompt);
    quote("1", first, "");
    quote("2", second, "");
  }

  /// The head of an exercise.
  void exercise(String title) {
    console.print("\n" + console.bold("Exercise: " + title));
  }

  /// The work and the stages of one question.
  void task(WhichStage exercise, WhichStage.Task task) {
    paragraph(task.work());
    for (int s = 0; s < exercise.stages().size(); s++) {
      paragraph("  %d  %s".formatted(s + 1, exercise.stages().get(s)));
    }
  }

  /// Which stages are right, and why.
  void answer(WhichStage.Task task) {
    List<String> numbers = task.accepted().stream().map(String::valueOf).toList();
    paragraph("  Right: %s. %s".formatted(String.join(" and ", numbers), task.why()));
  }

  /// Which response is better, and why.
  void answer(RankPair exercise, String rubric) {
    paragraph("  Better: %d. %s".formatted(exercise.better(), exercise.point()));
    paragraph("  " + rubric);
    if (exercise.asksReason()) {
      paragraph("  A reason worth writing: " + exercise.modelReason());
    }
  }

  /// A command, folded where it is too long for a line so that it can still be pasted.
  void command(String command) {
    String whole = command;
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      whole = whole.replace("{" + folder.getKey() + "}", folder.getValue());
    }
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : whole.split(" ", -1)) {
      boolean begins = line.toString().isBlank();
      if (!begins && line.length() + 1 + word.length() + 2 > WIDTH) {
        console.print(line + " \\");
        line.setLength(0);
        line.append(INDENT).append("  ");
        begins = true;
      }
      line.append(begins ? "" : " ").append(word);
    }
    console.print(line.toString());
  }

  /// Text, broken into lines.
  void paragraph(String text) {
    console.print(Paragraph.of(text));
  }

  /// Text, and the cursor behind it.
  void ask(String text) {
    console.printPart("\n" + Paragraph.of(text) + " ");
  }

  private static String table(Figures figures) {
    Table table = new Table(figures.headings().toArray(String[]::new));
    figures.rows().forEach(row -> table.row(row.toArray(String[]::new)));
    return table.toString();
  }
}
