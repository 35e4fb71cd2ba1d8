/// Where does a class sit together in front of the pipeline? `rlhf lab`: a local page for people
/// who label, train on their own labels, and move a bias in front of others.
///
/// Reading order: [Lab] (put together), then `lab.server` (whom it answers), `lab.job` (how a page
/// trains), `lab.annotation` (people and their labels), `lab.flow` (what can be trained),
/// `lab.tour` (the lesson). The pages are in `resources/.../lab/page`: one HTML file a flow, plain
/// modules, no framework; all text is set as text.
///
/// It imports the lesson, the reader of run folders, label formats and measures. It never trains in
/// its own process: every training is a command line of the product.
///
/// `Lab.start(folder, launcher, 7477).address()`
@NullMarked
package org.rlhflab.ppo.lab;

import org.jspecify.annotations.NullMarked;
