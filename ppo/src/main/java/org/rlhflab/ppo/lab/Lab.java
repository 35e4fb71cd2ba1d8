package org.rlhflab.ppo.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.rlhflab.ppo.lab.annotation.AnnotationRoutes;
import org.rlhflab.ppo.lab.annotation.LabelPool;
import org.rlhflab.ppo.lab.flow.JobRoutes;
import org.rlhflab.ppo.lab.flow.LabFolder;
import org.rlhflab.ppo.lab.flow.RunRoutes;
import org.rlhflab.ppo.lab.job.JobQueue;
import org.rlhflab.ppo.lab.job.Launcher;
import org.rlhflab.ppo.lab.server.LabServer;
import org.rlhflab.ppo.lab.server.Pages;
import org.rlhflab.ppo.lab.tour.LessonRoutes;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;

/// `rlhf lab`, put together: a folder, a queue, a server over both.
public final class Lab implements AutoCloseable {
  private final FileChannel lock;
  private final JobQueue queue;
  private final LabServer server;

  private Lab(FileChannel lock, JobQueue queue, LabServer server) {
    this.lock = lock;
    this.queue = queue;
    this.server = server;
  }

  /// Starts it over a folder, which one lab at a time may have; jobs are commands of `launcher`.
  public static Lab start(LabFolder folder, Launcher launcher, int port) {
    FileChannel lock = lock(folder.root());
    JobQueue queue = new JobQueue(folder.root(), launcher);
    AnnotationRoutes people =
        new AnnotationRoutes(
            folder.people(), () -> pool(folder), folder.data().root().resolve("rubric.md"));
    try {
      LabServer server =
          LabServer.start(
              port,
              List.of(
                  new Pages(),
                  people,
                  new JobRoutes(folder, queue, people),
                  new RunRoutes(folder, queue),
                  new LessonRoutes(folder.models().path(), folder.data(), people::folder)));
      Thread.ofVirtual().start(people::warmUp);
      return new Lab(lock, queue, server);
    } catch (RuntimeException e) {
      queue.close();
      release(lock);
      throw e;
    }
  }

  private static LabelPool pool(LabFolder folder) {
    if (!folder.hasCrowd()) {
      throw new BadInput("there are no pairs to label yet; prepare the models first");
    }
    return new LabelPool(folder.crowd(), folder.data());
  }

  private static FileChannel lock(Path root) {
    Path file = root.resolve(".lock");
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(channel)) {
        channel.close();
        throw new BadInput(
            "%s: another lab is running on this folder; use that one, or give another --out"
                .formatted(root));
      }
      return channel;
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this very process
    }
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// What to open in a browser.
  public String address() {
    return server.address();
  }

  /// Ends server and trainings; these go on at the next start.
  @Override
  public void close() {
    server.close();
    queue.close();
    release(lock);
  }
}
