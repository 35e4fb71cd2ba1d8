// Two answers to one question: which is better, and why. Keys: ← left, → right, ↓ a tie, U undoes.
import { get, post } from './api.js';
import { el, show } from './dom.js';
import { say, trying } from './shell.js';

const KEYS = { ArrowLeft: 'first', ArrowRight: 'second', ArrowDown: 'tie', t: 'tie' };

export async function pairs(place, person, open) {
  let task = await get('pairs', { person });
  let shown = performance.now();
  let busy = false;
  let waiting = 0;
  const box = el('textarea', { id: 'reason', rows: '2', maxlength: '2000', oninput: judge });
  const verdict = el('p', { class: 'reason', id: 'verdict', 'aria-live': 'polite' });

  function judge() {
    clearTimeout(waiting);
    waiting = setTimeout(trying(async () => {
      const text = box.value.trim();
      tell(text ? await post('pairs/reason', { rationale: text }, { person }) : null);
    }), 350);
  }

  function tell(judgment) {
    verdict.className = 'reason' + (judgment ? (judgment.cites ? ' cites' : ' vague') : '');
    show(verdict, judgment ? judgment.sentence : '');
  }

  const label = side => trying(async () => {
    if (busy || !task.task) return;
    busy = true;
    try {
      const seconds = (performance.now() - shown) / 1000;
      next(await post('pairs', { task: task.task, side, seconds, rationale: box.value.trim() }, { person }));
      say(`Saved, ${task.done} of ${task.total}.`);
    } finally {
      busy = false;
    }
  });

  const undo = trying(async () => {
    next(await post('pairs/undo', {}, { person }));
    say(`Undone, ${task.done} of ${task.total}.`);
  });

  function next(view) {
    clearTimeout(waiting);
    const again = document.activeElement?.dataset?.side;
    task = view;
    shown = performance.now();
    box.value = '';
    draw();
    tell(task.reason);
    if (again) place.querySelector(`[data-side=${again}]`)?.focus();
  }

  function draw() {
    const progress = [el('progress', { class: 'done-bar', max: String(task.total), value: String(task.done), 'aria-label': 'Pairs done' }),
      el('p', { class: 'soft' }, `${task.done} of ${task.total} saved`)];
    const back = el('button', { type: 'button', onclick: undo, disabled: task.done === 0 }, 'Undo', el('kbd', {}, 'U'));
    if (!task.task) {
      show(place, ...progress, el('div', { class: 'panel' }, el('h2', {}, 'All pairs are done'),
        el('div', { class: 'row' },
          el('button', { type: 'button', class: 'main', onclick: trying(() => open('feedback')) }, 'See my feedback'),
          el('a', { class: 'button', href: '/train' }, 'Train on my labels'), back)));
      return;
    }
    const side = (which, name, key, text) => el('article', { class: 'side', 'aria-label': name + ' answer' },
      el('p', {}, text),
      el('button', { type: 'button', class: 'main', 'data-side': which, onclick: label(which) }, name + ' is better', el('kbd', {}, key)));
    show(place, ...progress, el('h2', { class: 'question' }, task.prompt),
      el('div', { class: 'pair' }, side('first', 'Left', '←', task.first), side('second', 'Right', '→', task.second)),
      el('div', { class: 'between' },
        el('button', { type: 'button', 'data-side': 'tie', onclick: label('tie') }, 'Equally good', el('kbd', {}, '↓')), back),
      el('label', { for: 'reason' }, 'Why? (goes with your next choice; Escape leaves the box)'), box, verdict);
  }

  const keys = event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.key === 'Escape' && event.target === box) { box.blur(); return; }
    if (/^(input|textarea|select)$/i.test(event.target.tagName) || event.target.role === 'tab') return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (name in KEYS) { event.preventDefault(); label(KEYS[name])(); }
    if (name === 'u') { event.preventDefault(); undo(); }
  };

  draw();
  document.addEventListener('keydown', keys);
  return () => document.removeEventListener('keydown', keys);
}
