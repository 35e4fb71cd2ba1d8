// The lesson: claims, what shows each, and the exercises.
import { get, post } from './api.js';
import { el, put, show, table } from './dom.js';
import { exercise } from './exercises.js';
import { trying } from './shell.js';

const PIECES = {
  note: piece => el('p', {}, piece.text),
  quote: piece => el('blockquote', {}, el('p', {}, el('strong', {}, piece.who + ': '), piece.text),
    piece.remark ? el('p', { class: 'soft' }, piece.remark) : null),
  figures: piece => table('Figures', piece.headings, piece.rows),
};

function claim(each) {
  const place = el('div');
  const reveal = trying(async () => {
    show(place, el('p', { class: 'soft' }, 'Computing…'));
    const shown = await get('lesson/shown', { name: each.shown });
    show(place, el('div', { class: 'shown' }, shown.pieces.map(piece => PIECES[piece.kind](piece)), el('p', { class: 'soft' }, 'From ' + shown.from + '.')));
  });
  return el('div', { class: 'claim' }, el('p', {}, each.says),
    el('div', { class: 'row' }, el('button', { type: 'button', onclick: reveal }, 'Show me'), el('span', { class: 'soft' }, 'In the terminal: ', el('code', {}, each.try))), place);
}

export async function lesson(place, person) {
  const { sections, exercises } = await get('lesson');
  const progress = person ? await get('lesson/progress', { person }) : { finished: [], answers: {} };
  const keep = change => (person ? post('lesson/progress', { person, ...change }) : Promise.resolve());
  show(place, sections.map((section, i) => {
    const mark = el('span', { class: 'right' }, progress.finished.includes(section.id) ? ' ✓' : '');
    const finish = trying(async () => { await keep({ finished: section.id }); show(mark, ' ✓'); });
    const body = el('div');
    const details = el('details', { class: 'section', id: section.id }, el('summary', {}, `${i + 1}. ${section.title}`, mark), body);
    details.addEventListener('toggle', () => {
      if (!details.open || body.firstChild) return;
      put(body, section.claims.map(claim),
        section.exercise ? exercise(section.exercise, exercises[section.exercise], (name, answer) => keep({ exercise: name, answer })) : null,
        el('button', { type: 'button', onclick: finish }, 'I have read this section'));
    });
    return details;
  }));
}
