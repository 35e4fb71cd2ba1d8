// An answer from an empty page: what fine-tuning learns from.
import { get, post } from './api.js';
import { legend, loadTints, told } from './answers.js';
import { el, show, table } from './dom.js';
import { number } from './figures.js';
import { trying } from './shell.js';

const words = key => key.replaceAll('_', ' ');

export async function demonstrations(place, person) {
  await loadTints();
  let task = await get('demonstrations', { person });
  const judged = el('section', { 'aria-live': 'polite' });

  const send = trying(async event => {
    event.preventDefault();
    const text = new FormData(event.target).get('text').trim();
    const { judgment, next } = await post('demonstrations', { prompt: task.prompt, text }, { person });
    const asked = task.prompt;
    task = next;
    draw();
    show(judged, el('h2', {}, 'Your last answer'), el('p', { class: 'soft' }, asked), legend(),
      told('As the rubric reads it', judgment.sentences, judgment.judged ? judgment.score.overall : 0),
      judgment.judged
        ? table('What the rubric says of it', ['dimension', 'points'], Object.entries(judgment.score.dimensions)
          .map(([key, points]) => [words(key.toLowerCase()), number(points, 1)]))
        : el('p', { class: 'soft' }, "The known truth holds only the sentences of its small world, so it can't judge this one. It is saved all the same, and a model would copy its form."));
  });

  function draw() {
    show(place, el('p', { class: 'soft' }, `${task.done} written and saved`),
      el('h2', { class: 'question' }, task.prompt),
      el('form', { onsubmit: send },
        el('label', { for: 'text' }, 'The ideal answer, as you would have the model give it'),
        el('textarea', { id: 'text', name: 'text', rows: '6', maxlength: '4000', required: true }),
        el('div', { class: 'row' }, el('button', { type: 'submit', class: 'main' }, 'Save and judge'))),
      el('p', { class: 'soft' }, 'Begin with what answers the question; add what is needed; leave out what fits every question. Only sentences that the small world knows can be judged.'),
      judged);
  }

  draw();
}
