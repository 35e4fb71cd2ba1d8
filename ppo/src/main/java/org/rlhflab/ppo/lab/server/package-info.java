/// Whom does the lab answer, and how? The web server and its guard; nothing of any flow.
///
/// Reading order: [Guard] (every attack and what stops it), [Token], [LabServer] (binds, routes,
/// failures), [Exchange] (a request and its answer as JSON), [Pages] (the static files), [Refusal].
///
/// It imports Helidon's web server, the product's JSON and what pages share with the report's. No
/// other package sees Helidon.
///
/// `LabServer.start(0, List.of(new Pages())).address()`
@NullMarked
package org.rlhflab.ppo.lab.server;

import org.jspecify.annotations.NullMarked;
