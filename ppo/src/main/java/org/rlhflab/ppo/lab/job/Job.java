package org.rlhflab.ppo.lab.job;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// A plan and how far it is, as `job.json` keeps it.
///
/// @param id its folder's name, in the order of asking
/// @param plan what is to be done
/// @param state whether it waits, runs or is over
/// @param step the command that runs or comes next, from 0
/// @param process the child that runs it; 0 for none
/// @param processStarted when that child began, in milliseconds: numbers of processes come again
/// @param started when the job began, in milliseconds; 0 for not yet
/// @param ended when it was over; 0 for not yet
/// @param message why it failed, or empty
public record Job(
    String id,
    JobPlan plan,
    State state,
    int step,
    long process,
    long processStarted,
    long started,
    long ended,
    String message) {

  /// What becomes of a job.
  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /// One that waits.
  static Job queued(String id, JobPlan plan) {
    return new Job(id, plan, State.QUEUED, 0, 0, 0, 0, 0, "");
  }

  /// Whether anything is still to be done.
  @JsonIgnore
  public boolean isOpen() {
    return state == State.QUEUED || state == State.RUNNING;
  }

  Job waiting() {
    return new Job(id, plan, State.QUEUED, step, 0, 0, started, 0, "");
  }

  Job running(int atStep, long child, long childStarted, long now) {
    return new Job(
        id, plan, State.RUNNING, atStep, child, childStarted, started == 0 ? now : started, 0, "");
  }

  Job over(State how, String why, long now) {
    return new Job(id, plan, how, step, 0, 0, started, now, why);
  }
}
