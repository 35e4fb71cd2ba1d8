package org.rlhflab.ppo.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is to be done next in a comparison: the step that is nearest to a finished cell, so that
/// results come early; and nothing twice.
///
/// Safe for several threads.
final class CellQueue {

  /// A piece of work.
  ///
  /// @param cell whose
  /// @param step which
  record Task(Cell cell, Step step) {}

  private final CellStore store;
  private final List<Cell> waiting;
  private final Set<Path> ready = new HashSet<>();
  private final Set<Path> underWay = new HashSet<>();
  private final Map<Cell, String> failures = new LinkedHashMap<>();
  private boolean stopped;

  /// Of these cells, in their order.
  CellQueue(List<Cell> cells, CellStore store) {
    this.waiting = new ArrayList<>(cells);
    this.store = store;
  }

  /// The next piece of work, as soon as there is one; empty when all is done or given up.
  synchronized Optional<Task> next() throws InterruptedException {
    while (!stopped && !waiting.isEmpty()) {
      Optional<Task> task = nearest();
      if (task.isPresent()) {
        underWay.add(place(task.get()));
        return task;
      }
      wait(); // for what is under way: it may open a step, or come back
    }
    return Optional.empty();
  }

  /// A piece of work is finished.
  synchronized void done(Task task) {
    underWay.remove(place(task));
    ready.add(place(task));
    if (task.step() == task.cell().last()) {
      waiting.remove(task.cell());
    }
    notifyAll();
  }

  /// A piece of work is somebody else's for now: its cell comes again behind all others.
  synchronized void later(Task task) {
    underWay.remove(place(task));
    Collections.rotate(waiting.subList(waiting.indexOf(task.cell()), waiting.size()), -1);
    notifyAll();
  }

  /// A piece of work cannot be done, nor whatever needs it; all else goes on. Returns the cells
  /// that are given up.
  synchronized List<Cell> failed(Task task, String reason) {
    List<Cell> givenUp = new ArrayList<>();
    underWay.remove(place(task));
    for (Cell cell : List.copyOf(waiting)) {
      if (place(new Task(cell, task.step())).equals(place(task))) {
        failures.put(cell, reason);
        waiting.remove(cell);
        givenUp.add(cell);
      }
    }
    notifyAll();
    return givenUp;
  }

  /// Nothing more is to be begun.
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /// What went wrong, by cell.
  synchronized Map<Cell, String> failures() {
    return Map.copyOf(failures);
  }

  private Optional<Task> nearest() {
    Optional<Task> best = Optional.empty();
    for (Cell cell : waiting) {
      Task task = firstUnready(cell);
      boolean nearer = best.isEmpty() || task.step().compareTo(best.get().step()) > 0;
      if (nearer && !underWay.contains(place(task))) {
        best = Optional.of(task);
      }
    }
    return best;
  }

  private Task firstUnready(Cell cell) {
    for (Step step : Step.values()) {
      Task task = new Task(cell, step);
      if (step.compareTo(cell.last()) <= 0 && !ready.contains(place(task))) {
        return task;
      }
    }
    // Two arms that are made of the very same: the second is there with the first.
    return new Task(cell, cell.last());
  }

  private Path place(Task task) {
    return store.place(task.cell(), task.step()).path();
  }
}
