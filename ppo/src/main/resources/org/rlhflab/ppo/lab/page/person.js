// Who is sitting here: a name, kept in this browser, and on the disk by what was labelled under it.
import { get, post } from './api.js';
import { at, el, show } from './dom.js';
import { trying } from './shell.js';

const KEY = 'person';

export function current() {
  const asked = new URLSearchParams(location.search).get('person');
  if (asked) return asked;
  try { return localStorage.getItem(KEY) ?? ''; } catch { return ''; }
}

function remember(name) {
  try { localStorage.setItem(KEY, name); } catch { /* then it holds for this page */ }
}

/** Asks for a name if there is none, and tells `then` whenever there is one. */
export async function choose(place, then) {
  const people = (await get('people')).people;
  const name = current();
  const enter = async entered => {
    const kept = (await post('people', { name: entered })).name;
    remember(kept);
    await then(kept);
    await draw(kept);
  };
  const draw = async now => {
    const box = el('input', { id: 'name', name: 'name', maxlength: '40', autocomplete: 'off', value: now, list: 'people', required: true });
    show(place, el('form', { class: 'person', onsubmit: trying(event => { event.preventDefault(); return enter(box.value.trim()); }) },
      el('label', { for: 'name' }, now ? 'Labelling as' : 'Your name'), box,
      el('datalist', { id: 'people' }, people.map(each => el('option', { value: each }))),
      el('button', { type: 'submit' }, now ? 'Change' : 'Begin')));
    if (!now) at('name').focus();
  };
  await draw(name);
  if (name) await trying(() => enter(name))();
}
