/// How does a page train a model? It asks for a job: ordinary `rlhf` command lines, run as child
/// processes into ordinary run folders, so that a training can be cancelled by a kill, goes on
/// after any end of the server, and looks to the command line as if it had been started there.
///
/// Reading order: [JobPlan] (what is to be done), [Step] (a command line), [Phase] (where to see
/// how far it is), [Job] (a plan and its state), [JobStore] (on the disk), [Launcher] (the child),
/// [JobQueue] (who runs when), [Pace] (time left), [MetricsTail] (curves while they grow).
///
/// It imports the product's JSON and files; it knows no flow, and no web.
///
/// `queue.submit(plan).id()`
@NullMarked
package org.rlhflab.ppo.lab.job;

import org.jspecify.annotations.NullMarked;
