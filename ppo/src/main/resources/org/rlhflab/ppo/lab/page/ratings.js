// One answer by itself, on the seven dimensions, with what each mark means in view.
import { get, post } from './api.js';
import { el, show } from './dom.js';
import { say, trying } from './shell.js';

export async function ratings(place, person, open) {
  const rubric = (await get('rubric')).dimensions;
  let task = await get('ratings', { person });

  const mark = (dimension, anchor) => el('label', {},
    el('input', { type: 'radio', name: dimension.key, value: String(anchor.mark), required: true }),
    el('span', {}, el('b', {}, String(anchor.mark)), ' ', anchor.text));

  const send = trying(async event => {
    event.preventDefault();
    const form = new FormData(event.target);
    const marks = Object.fromEntries(rubric.map(each => [each.key, Number(form.get(each.key))]));
    task = await post('ratings', { task: task.task, marks }, { person });
    say(`Saved, ${task.done} of ${task.total}.`);
    draw();
    place.querySelector('.question')?.focus();
  });

  function draw() {
    const progress = [el('progress', { class: 'done-bar', max: String(task.total), value: String(task.done), 'aria-label': 'Answers rated' }),
      el('p', { class: 'soft' }, `${task.done} of ${task.total} saved`)];
    if (!task.task) {
      show(place, ...progress, el('div', { class: 'panel' }, el('h2', {}, 'All answers are rated'),
        el('button', { type: 'button', class: 'main', onclick: trying(() => open('feedback')) }, 'See my feedback')));
      return;
    }
    show(place, ...progress, el('h2', { class: 'question', tabindex: '-1' }, task.prompt),
      el('article', { class: 'side', 'aria-label': 'Answer to rate' }, el('p', {}, task.response)),
      el('form', { onsubmit: send },
        el('h3', {}, 'Your marks'),
        el('div', { class: 'anchors' }, rubric.map(dimension => el('fieldset', {},
          el('legend', {}, dimension.title, el('span', { class: 'soft' }, ' · ' + dimension.question)),
          el('div', { class: 'marks' }, dimension.anchors.map(anchor => mark(dimension, anchor)))))),
        el('button', { type: 'submit', class: 'main' }, 'Save and next')));
  }

  draw();
}
