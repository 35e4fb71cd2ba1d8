// The lesson's four exercises, each with its explanation.
import { post } from './api.js';
import { el, show } from './dom.js';
import { trying } from './shell.js';

const panel = (exercise, ...parts) => el('section', { class: 'panel', 'aria-label': exercise.title },
  el('h3', {}, 'Exercise: ' + exercise.title), el('p', {}, exercise.ask), ...parts);

function rankPair(name, exercise, keep) {
  const verdict = el('div', { 'aria-live': 'polite' });
  const reason = el('textarea', { id: 'reason-' + name, rows: '2', maxlength: '2000' });
  const choose = side => trying(async () => {
    const right = side === exercise.better;
    const parts = [el('p', { class: 'verdict ' + (right ? 'right' : 'not') }, right ? 'Yes.' : 'The other one is better.')];
    if (exercise.asks_reason) {
      const judged = await post('lesson/reason', { rationale: reason.value.trim() });
      parts.push(el('p', { class: 'reason ' + (judged.cites ? 'cites' : 'vague') }, judged.sentence),
        el('blockquote', {}, el('p', {}, el('strong', {}, 'A reason as it could be: '), exercise.model_reason)));
    }
    show(verdict, ...parts, el('p', {}, exercise.point));
    await keep(name, String(side));
  });
  const side = (n, text) => el('article', { class: 'side', 'aria-label': n === 1 ? 'First answer' : 'Second answer' }, el('p', {}, text),
    el('button', { type: 'button', onclick: choose(n) }, n === 1 ? 'The first is better' : 'The second is better'));
  return panel(exercise, el('p', { class: 'question' }, exercise.prompt),
    exercise.asks_reason ? [el('label', { for: 'reason-' + name }, 'Write your reason first'), reason] : null,
    el('div', { class: 'pair' }, side(1, exercise.first), side(2, exercise.second)), verdict);
}

function whichStage(name, exercise, keep) {
  return panel(exercise, exercise.tasks.map(task => {
    const verdict = el('div', { 'aria-live': 'polite' });
    const choose = stage => trying(async () => {
      const right = task.accepted.includes(stage);
      show(verdict, el('p', { class: 'verdict ' + (right ? 'right' : 'not') }, right ? 'Yes.' : 'Not there.'), el('p', {}, task.why));
      await keep(name, String(stage));
    });
    return el('div', { class: 'claim' }, el('p', {}, task.work),
      el('div', { class: 'row' }, exercise.stages.map((stage, i) => el('button', { type: 'button', onclick: choose(i + 1) }, stage))), verdict);
  }));
}

const ownPairs = exercise => panel(exercise, el('p', {}, exercise.point),
  el('a', { class: 'button main', href: '/annotate' }, 'Label your fifty'));

/** An exercise by its name; `keep` takes the answer. */
export function exercise(name, given, keep) {
  if (given.tasks) return whichStage(name, given, keep);
  return given.pairs ? ownPairs(given) : rankPair(name, given, keep);
}
