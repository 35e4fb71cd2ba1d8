package org.rlhflab.ppo.lab.server;

/// A request that is not answered, with the status and one sentence for whoever asked.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  /// With an HTTP status.
  public Refusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  /// The request makes no sense.
  public static Refusal badRequest(String sentence) {
    return new Refusal(400, sentence);
  }

  /// There is no such thing.
  public static Refusal notFound(String sentence) {
    return new Refusal(404, sentence);
  }

  /// It makes sense, but not now.
  public static Refusal conflict(String sentence) {
    return new Refusal(409, sentence);
  }

  /// The HTTP status.
  public int status() {
    return status;
  }
}
