// One label turned round: what does the reward model do then?
import { events, get, post } from './api.js';
import { el, put, show } from './dom.js';
import { number } from './figures.js';
import { trying } from './shell.js';

const OF = { accuracy: 'the probability it gives to the better answer', length: 'what it pays for twice the words, in log-odds' };

/** Runs a look and gives its document. */
function looked(id) {
  return new Promise((resolve, reject) => {
    const stop = events(id, {
      jobs: async views => {
        const job = views.find(view => view.job.id === id)?.job;
        if (!job || job.state === 'QUEUED' || job.state === 'RUNNING') return;
        stop();
        if (job.state !== 'DONE') reject(new Error(job.message || 'It was cancelled.'));
        else get(`jobs/${id}/documents`).then(documents => resolve(documents[0]), reject);
      },
    });
  });
}

export function flipping(place, run) {
  const result = el('div', { 'aria-live': 'polite' });
  const what = el('select', { id: 'of' }, el('option', { value: 'length' }, 'the pull of length'), el('option', { value: 'accuracy' }, 'being right'));
  const ask = async flip => {
    show(result, el('p', { class: 'soft' }, 'Computing…'));
    return looked((await post('jobs', { kind: 'influence', run, of: what.value, flip })).id);
  };

  const look = trying(async () => {
    const [found, labels] = await Promise.all([ask(''), get(`runs/${run}/labels`)]);
    const texts = new Map(labels.map(label => [label.id, label]));
    const strongest = found.labels.filter(each => texts.has(each.id))
      .sort((a, b) => Math.abs(b.if_flipped) - Math.abs(a.if_flipped)).slice(0, 6);
    show(result, el('p', {}, `These labels move most: ${OF[what.value]} is ${number(found.value, 4)} on pairs kept apart.`),
      strongest.map(each => one(each, texts.get(each.id))));
  });

  const one = (each, label) => el('article', { class: 'panel' },
    el('h3', {}, label.prompt),
    el('blockquote', {}, el('p', {}, el('strong', {}, 'Preferred: '), label.chosen)),
    el('blockquote', {}, el('p', {}, el('strong', {}, 'To: '), label.rejected)),
    el('div', { class: 'row' },
      el('button', { type: 'button', onclick: trying(() => turn(each)) }, 'Flip this label'),
      el('span', { class: 'soft' }, `by ${label.annotator}` + (each.right === null ? '' : each.right ? ', right by the rubric' : ', wrong by the rubric'))));

  const turn = async each => {
    const found = await ask(each.id);
    const flip = found.flip;
    show(result, el('p', { class: 'finding' },
      `One label flipped, of ${found.labels.length}: ${OF[what.value]} moves by ${number(flip.actual, 5)}, from ${number(found.value, 4)} to ${number(found.value + flip.actual, 4)} (predicted: ${number(flip.predicted, 5)}). A label is not averaged away.`),
    el('button', { type: 'button', onclick: look }, 'Try another'));
  };

  show(place, el('h2', {}, 'Flip one label'), el('p', { class: 'soft' }, 'A small scorer is fitted to this run’s labels, and once more with one of them turned round.'),
    el('div', { class: 'row' }, el('label', { for: 'of' }, 'What to watch'), what, el('button', { type: 'button', onclick: look }, 'Which labels matter?')));
  put(place, result);
}
