package org.rlhflab.ppo.lab.server;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.sse.SseSink;

/// Server-sent events to one page, until it goes away.
public final class EventStream implements AutoCloseable {
  private final SseSink sink;

  EventStream(SseSink sink) {
    this.sink = sink;
  }

  /// Sends a document under a name.
  public void send(String name, Object document) {
    sink.emit(SseEvent.builder().name(name).data(LabServer.text(document)).build());
  }

  /// Shows that the server lives, and finds out whether the page does.
  public void beat() {
    sink.emit(SseEvent.builder().comment("alive").data("").build());
  }

  @Override
  public void close() {
    sink.close();
  }
}
