package org.rlhflab.ppo.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.lesson.Exercises;
import org.rlhflab.ppo.lesson.Lesson;
import org.rlhflab.ppo.lesson.Lesson.Section;
import org.rlhflab.ppo.lesson.LessonProgress;
import org.rlhflab.ppo.lesson.demonstration.Demonstrations;
import org.rlhflab.ppo.lesson.demonstration.Evidence;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.RunReader;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Paragraph;
import org.rlhflab.pretrain.terminal.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf lesson`: what people who label should know, shown on a run of one's own.
@Command(
    name = "lesson",
    description = {
      "What people who label data for language models should know, each claim shown on a finished"
          + " run of yours, with exercises; the last one is fifty pairs to label and be measured.",
      "Progress is kept. Without a terminal, and with --json, it prints everything, answers"
          + " included."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf lesson",
      "  rlhf lesson --list",
      "  rlhf lesson --section 8 --name anna",
      "  rlhf lesson --run runs/careless > lesson.txt"
    })
public final class LessonCommand implements Callable<Integer> {
  private static final Path DEMO = Path.of("runs", "demo");

  @Option(names = "--list", description = "Show the sections, the finished ones marked.")
  private boolean list;

  @Option(names = "--section", paramLabel = "N", description = "Go to this section.")
  private @Nullable Integer section;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "The run that claims are shown on (default: runs/demo, if it is there).")
  private @Nullable Path run;

  @Option(
      names = "--name",
      paramLabel = "WHO",
      description = "Whose progress and labels (default: ${DEFAULT-VALUE}).")
  private String name = "you";

  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() throws IOException {
    Console console = global.console();
    Lesson lesson = Lesson.load();
    LessonFiles files = new LessonFiles(global.out("lesson"), name);
    LessonProgress progress = LessonProgress.read(files.progress(), name);
    int asked = section == null ? -1 : section - 1;
    if (section != null && (asked < 0 || asked >= lesson.sections().size())) {
      throw new BadInput(
          "--section must be 1 to %d, got %d; rlhf lesson --list shows them"
              .formatted(lesson.sections().size(), section));
    }
    if (list) {
      list(lesson, progress, console);
      return 0;
    }
    Evidence evidence =
        new Evidence(finishedRun(console), new DataFolder(global.data()), global.seed());
    Exercises exercises = Exercises.load();
    LessonPage page = new LessonPage(console, folders(evidence));
    LessonTalk talk = new LessonTalk(lesson, exercises, evidence, files, page, global.seed());
    int first = Math.max(0, asked);
    int end = asked < 0 ? lesson.sections().size() : asked + 1;
    if (console.wantsJson()) {
      console.json(document(lesson, exercises, evidence, progress, first, end));
    } else if (Streams.isConversation()) {
      BufferedReader keyboard =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      talk.run(
          asked < 0 ? progress.next(lesson) : asked,
          new TerminalKeys(keyboard),
          InstantSource.system());
    } else {
      talk.print(first, end);
    }
    return 0;
  }

  private void list(Lesson lesson, LessonProgress progress, Console console) {
    List<Map<String, Object>> sections = new ArrayList<>();
    for (int s = 0; s < lesson.sections().size(); s++) {
      Section each = lesson.sections().get(s);
      boolean finished = progress.finished().contains(each.id());
      console.print("%s %d  %s".formatted(finished ? "[x]" : "[ ]", s + 1, each.title()));
      sections.add(head(s, each, finished));
    }
    console.json(Map.of("sections", sections));
  }

  private static Map<String, Object> head(int s, Section section, boolean finished) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("number", s + 1);
    head.put("id", section.id());
    head.put("title", section.title());
    head.put("finished", finished);
    return head;
  }

  /// What the user names must be a finished run; the demo may be missing, and then the lesson says
  /// how to get it.
  private Optional<FinishedRun> finishedRun(Console console) {
    if (run != null) {
      return Optional.of(RunReader.read(run));
    }
    try {
      if (Files.isDirectory(DEMO)) {
        return Optional.of(RunReader.read(DEMO));
      }
    } catch (BadInput unfinished) {
      console.warn(unfinished.getMessage());
    }
    console.say(
        Paragraph.of(
            "There is no finished run in runs/demo. rlhf demo makes one; until then the lesson"
                + " shows its claims on the data that came along."));
    return Optional.empty();
  }

  private static Map<String, String> folders(Evidence evidence) {
    RunFolder folder = RunFolder.of(evidence.run().map(FinishedRun::folder).orElse(DEMO));
    String policy =
        evidence
            .run()
            .flatMap(
                run -> run.arms().getFirst().ppo().map(it -> run.folder().resolve(it.folder())))
            .orElseGet(() -> folder.arm("careful").stage(StageName.PPO).path())
            .toString();
    return Map.of(
        "base", folder.stage(StageName.PRETRAIN).path().toString(),
        "sft", folder.stage(StageName.SFT).path().toString(),
        "policy", policy,
        "data", evidence.data().root().toString());
  }

  private static Map<String, Object> document(
      Lesson lesson,
      Exercises exercises,
      Evidence evidence,
      LessonProgress progress,
      int first,
      int end) {
    Demonstrations demonstrations = new Demonstrations(evidence);
    List<Map<String, Object>> sections = new ArrayList<>();
    for (int s = first; s < end; s++) {
      Section each = lesson.sections().get(s);
      Map<String, Object> section = head(s, each, progress.finished().contains(each.id()));
      List<Map<String, Object>> claims = new ArrayList<>();
      for (Lesson.Claim claim : each.claims()) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("says", claim.says());
        told.put("shown", demonstrations.of(claim.demonstration()));
        told.put("try", claim.tried());
        claims.add(told);
      }
      section.put("claims", claims);
      exercises.of(each).ifPresent(exercise -> section.put("exercise", exercise));
      sections.add(section);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run", evidence.run().map(it -> it.folder().toString()));
    document.put("name", progress.name());
    document.put("sections", sections);
    return document;
  }
}
