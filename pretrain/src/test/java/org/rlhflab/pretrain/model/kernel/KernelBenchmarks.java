package org.rlhflab.pretrain.model.kernel;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs every kernel's benchmark, plain loop and fast one in one run, and prints how many times
/// faster the fast one is.
///
/// `mvn -q -pl pretrain -Pbenchmark test-compile`
public final class KernelBenchmarks {
  private KernelBenchmarks() {}

  /// Takes part of a benchmark's name, or nothing for all.
  public static void main(String[] args) throws RunnerException {
    String wanted = args.length == 0 ? "org.rlhflab.*Benchmark" : args[0];
    Collection<RunResult> results = new Runner(new OptionsBuilder().include(wanted).build()).run();
    Map<String, Double> plain = new TreeMap<>();
    Map<String, Double> fast = new TreeMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      int dot = name.lastIndexOf('.');
      String kernel = name.substring(name.lastIndexOf('.', dot - 1) + 1, dot);
      String size = kernel.replace("Benchmark", "") + " " + result.getParams().getParam("size");
      (name.endsWith(".plain") ? plain : fast).put(size, result.getPrimaryResult().getScore());
    }
    System.out.printf("%n%-24s %12s %12s %8s%n", "kernel, size", "plain, us", "fast, us", "ratio");
    plain.forEach((size, slow) -> {
      double quick = fast.getOrDefault(size, Double.NaN);
      System.out.printf("%-24s %12.2f %12.2f %8.1f%n", size, slow, quick, slow / quick);
    });
  }
}
