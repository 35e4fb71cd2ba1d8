package org.rlhflab.ppo.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.ClosestName;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.terminal.Streams;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The one place where failures become exit codes, each with one sentence and never a stack trace:
/// 1 a training or check that failed, or a defect of ours; 2 bad input or usage; 130 interrupted.
final class Failures {
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;
  static final int INTERRUPTED = 130;

  private static final String OUT_OF_MEMORY =
      "the memory does not suffice; ask for less (a smaller model, batch or file), or give it more,"
          + " for instance RLHF_JAVA_OPTS=-Xmx4g";

  private Failures() {}

  /// Runs a command and catches even what is no exception, such as memory running out.
  static int catching(PrintStream err, IntSupplier command) {
    try {
      return command.getAsInt();
    } catch (Throwable t) {
      PrintWriter writer = new PrintWriter(err, true, err.charset());
      return exitCode(t, writer);
    }
  }

  /// The exit code, or that of a result which could not be printed.
  static int withLostOutput(PrintStream err, int exitCode) {
    return Streams.lostOutput()
        .filter(_ -> exitCode == 0)
        .map(reason ->
            say(
                new PrintWriter(err, true, err.charset()),
                "standard output cannot be written (" + reason + ")",
                BAD_INPUT))
        .orElse(exitCode);
  }

  /// For picocli: the command threw.
  static int exitCode(Exception failure, CommandLine line, ParseResult parsed) {
    return exitCode(failure, line.getErr());
  }

  private static int exitCode(Throwable failure, PrintWriter err) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      switch (t) {
        case BadInput bad -> {
          return say(err, bad.getMessage(), BAD_INPUT);
        }
        case UncheckedIOException io -> {
          return say(err, "a file could not be read or written: " + io.getCause(), BAD_INPUT);
        }
        case TrainingFailed failed -> {
          return say(err, failed.getMessage(), FAILED);
        }
        case InterruptedException _ -> {
          return say(err, "interrupted", INTERRUPTED);
        }
        case OutOfMemoryError _ -> {
          return say(err, OUT_OF_MEMORY, FAILED);
        }
        case RuntimeException nativeCode when isOutOfMemory(nativeCode) -> {
          return say(err, OUT_OF_MEMORY, FAILED);
        }
        default -> {}
      }
    }
    return defect(failure, err);
  }

  /// ND4J's arrays lie outside Java's heap.
  private static boolean isOutOfMemory(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).contains("bad_alloc");
  }

  /// For picocli: the command line could not be understood.
  static int wrongUsage(ParameterException failure, String[] args) {
    CommandLine line = failure.getCommandLine();
    String help = "'" + line.getCommandSpec().qualifiedName() + " --help' shows what it takes";
    return say(line.getErr(), reason(failure) + suggestion(failure) + "; " + help, BAD_INPUT);
  }

  private static String suggestion(ParameterException failure) {
    List<String> similar = List.of();
    if (failure instanceof UnmatchedArgumentException unmatched) {
      // Of commands that it finds equally similar picocli names one only, whichever comes last.
      similar =
          isUnknownCommand(unmatched)
              ? ClosestName.to(
                      unmatched.getUnmatched().getFirst(),
                      unmatched.getCommandLine().getSubcommands().keySet())
                  .stream()
                  .toList()
              : unmatched.getSuggestions();
    }
    return similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)";
  }

  private static boolean isUnknownCommand(UnmatchedArgumentException failure) {
    return !failure.getCommandLine().getSubcommands().isEmpty() && !failure.isUnknownOption();
  }

  private static String reason(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched && isUnknownCommand(unmatched)) {
      return "no command is called '" + unmatched.getUnmatched().getFirst() + "'";
    }
    if (failure.getClass() == ParameterException.class
        && !failure.getCommandLine().getSubcommands().isEmpty()) {
      return "a command is missing";
    }
    return String.valueOf(failure.getMessage())
        .replaceFirst("^Error: ", "")
        .replace("option option", "option")
        .replace(" is not a long", " is not a whole number")
        .replace(" is not an int", " is not a whole number")
        .replace(" is not a double", " is not a number");
  }

  private static int say(PrintWriter err, String sentence, int exitCode) {
    err.println("rlhf: " + sentence.replaceAll("\\s*\\R\\s*", " "));
    return exitCode;
  }

  /// Something that nobody expected: the trace goes into a file, for the report.
  private static int defect(Throwable failure, PrintWriter err) {
    String trace;
    try {
      Path file = Files.createTempFile("rlhf-failure-", ".txt");
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        failure.printStackTrace(out);
      }
      trace = " with " + file;
    } catch (IOException e) {
      trace = "";
    }
    return say(err, "unexpected " + failure + "; please report it" + trace, FAILED);
  }
}
