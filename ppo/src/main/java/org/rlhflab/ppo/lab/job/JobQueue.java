package org.rlhflab.ppo.lab.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.rlhflab.ppo.lab.job.Job.State;
import org.rlhflab.ppo.lab.job.JobPlan.Lane;
import tools.jackson.databind.JsonNode;

/// Jobs one after the other in each lane, each command a child process. What is asked for is on the
/// disk before anybody is told so. A server that ends, in whatever way, ends its children or finds
/// them at its next start; their jobs then go on where the stages' own checkpoints are.
public final class JobQueue implements AutoCloseable {
  private static final long GRACE_SECONDS = 5;

  private final Path root;
  private final JobStore store;
  private final Launcher launcher;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, Process> children = new ConcurrentHashMap<>();
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();
  private final List<Thread> workers = new ArrayList<>();
  private boolean closed;

  /// Over the jobs of a lab's folder; begins at once with those that are open.
  public JobQueue(Path root, Launcher launcher) {
    this.root = root;
    this.store = new JobStore(root.resolve("jobs"));
    this.launcher = launcher;
    for (Job job : store.read()) {
      jobs.put(job.id(), job.state() == State.RUNNING ? takenUp(job) : job);
    }
    for (Lane lane : Lane.values()) {
      workers.add(Thread.ofVirtual().name("jobs-" + lane).start(() -> work(lane)));
    }
  }

  /// Puts a job at the end of its lane.
  public synchronized Job submit(JobPlan plan) {
    Job job = Job.queued("%05d".formatted(lastNumber() + 1), plan);
    put(job);
    notifyAll();
    return job;
  }

  /// The next job's number, for names of run folders.
  public synchronized int lastNumber() {
    return jobs.keySet().stream().mapToInt(Integer::parseInt).max().orElse(0);
  }

  /// Every job, oldest first.
  public synchronized List<Job> all() {
    return List.copyOf(jobs.values());
  }

  /// One of them.
  public synchronized Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /// Ends a job that waits or runs; what its stages have kept stays.
  public void cancel(String id) {
    Process child;
    synchronized (this) {
      Job job = jobs.get(id);
      if (job == null || !job.isOpen()) {
        return;
      }
      put(job.over(State.CANCELLED, "", now()));
      child = children.get(id);
    }
    if (child != null) {
      end(child);
    }
  }

  /// Queues a job again that failed or was cancelled; it goes on where it was.
  public synchronized Optional<Job> goOn(String id) {
    Job job = jobs.get(id);
    if (job == null || job.isOpen() || job.state() == State.DONE) {
      return Optional.empty();
    }
    put(job.waiting());
    notifyAll();
    return Optional.of(job.waiting());
  }

  /// What a step printed, if it was one JSON document.
  public Optional<JsonNode> document(String id, int step) {
    return store.document(id, step);
  }

  /// A job as a page shows it.
  ///
  /// @param job the job
  /// @param share of its work that is done
  /// @param secondsLeft a guess, for one that runs or waits
  /// @param phase what is being done
  public record View(Job job, double share, double secondsLeft, String phase) {}

  /// Every job with its progress, the newest first.
  public List<View> views(int most) {
    List<View> views = new ArrayList<>();
    List<Job> all = all();
    for (int i = all.size() - 1; i >= 0 && views.size() < most; i--) {
      views.add(view(all.get(i)));
    }
    return views;
  }

  private View view(Job job) {
    Pace pace = paces.get(job.id());
    if (job.state() == State.RUNNING && pace != null) {
      Pace.Progress progress = pace.at(now());
      return new View(job, progress.share(), progress.secondsLeft(), progress.phase());
    }
    double seconds =
        job.state() == State.QUEUED
            ? job.plan().phases().stream().mapToDouble(Phase::seconds).sum()
            : 0;
    return new View(job, job.state() == State.DONE ? 1 : 0, seconds, "");
  }

  /// Stops the children; their jobs stay open.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    children.values().forEach(JobQueue::end);
    workers.forEach(Thread::interrupt);
  }

  /// A job that ran when the server ended: its child, if it still lives, is ended.
  private Job takenUp(Job job) {
    ProcessHandle.of(job.process())
        .filter(it ->
            it.info().startInstant().map(at -> at.toEpochMilli()).orElse(0L)
                == job.processStarted())
        .ifPresent(orphan -> {
          orphan.destroy();
          orphan.onExit().completeOnTimeout(orphan, GRACE_SECONDS, TimeUnit.SECONDS).join();
          orphan.destroyForcibly();
        });
    Job again = job.waiting();
    store.write(again);
    return again;
  }

  private void work(Lane lane) {
    try {
      for (Optional<Job> job = next(lane); job.isPresent(); job = next(lane)) {
        run(job.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Job> next(Lane lane) throws InterruptedException {
    while (!closed) {
      Optional<Job> next =
          jobs.values().stream()
              .filter(it -> it.state() == State.QUEUED && it.plan().lane() == lane)
              .findFirst();
      if (next.isPresent()) {
        paces.put(next.get().id(), new Pace(root, next.get().plan().phases(), now()));
        return next;
      }
      wait();
    }
    return Optional.empty();
  }

  private void run(Job job) throws InterruptedException {
    try {
      for (int step = job.step(); step < job.plan().steps().size(); step++) {
        Optional<Process> child = begin(job.id(), step);
        if (child.isEmpty()) {
          return;
        }
        int exitCode = child.get().waitFor();
        children.remove(job.id());
        if (!hasGoneWell(job.id(), step, exitCode)) {
          return;
        }
      }
      end(job.id(), State.DONE, "");
    } catch (RuntimeException e) {
      end(job.id(), State.FAILED, String.valueOf(e.getMessage()));
    } finally {
      children.remove(job.id());
      paces.remove(job.id());
    }
  }

  /// Under the lock, so that a cancelled job never begins another step.
  private synchronized Optional<Process> begin(String id, int step) {
    Job job = current(id);
    if (closed || !job.isOpen()) {
      return Optional.empty();
    }
    Process child =
        launcher.start(
            job.plan().steps().get(step).arguments(), store.out(id, step), store.err(id, step));
    children.put(id, child);
    long began = child.info().startInstant().map(it -> it.toEpochMilli()).orElse(0L);
    put(job.running(step, child.pid(), began, now()));
    return Optional.of(child);
  }

  private synchronized boolean hasGoneWell(String id, int step, int exitCode) {
    Job job = current(id);
    if (closed || !job.isOpen()) {
      return false;
    }
    boolean refused = exitCode == 2 && job.plan().steps().get(step).mayRefuse();
    if (exitCode == 0 || (refused && store.document(id, step).isPresent())) {
      return true;
    }
    put(job.over(State.FAILED, reason(store.err(id, step), exitCode), now()));
    return false;
  }

  private synchronized void end(String id, State how, String why) {
    if (!closed && current(id).isOpen()) {
      put(current(id).over(how, why, now()));
    }
  }

  private Job current(String id) {
    Job job = jobs.get(id);
    if (job == null) {
      throw new IllegalStateException("no job " + id);
    }
    return job;
  }

  private void put(Job job) {
    store.write(job);
    jobs.put(job.id(), job);
  }

  /// The command's own sentence.
  private static String reason(Path err, int exitCode) {
    try {
      List<String> lines = Files.readAllLines(err);
      for (int i = lines.size() - 1; i >= 0; i--) {
        if (lines.get(i).startsWith("rlhf: ")) {
          return lines.get(i).substring("rlhf: ".length());
        }
      }
    } catch (IOException e) {
      return "ended with exit code " + exitCode;
    }
    return "ended with exit code " + exitCode;
  }

  private static void end(Process child) {
    child.descendants().forEach(ProcessHandle::destroy);
    child.destroy();
    try {
      if (!child.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
