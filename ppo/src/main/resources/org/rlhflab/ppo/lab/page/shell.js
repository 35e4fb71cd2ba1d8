// What every page has: the bar above, the theme, and a place for what went wrong.
import { at, el, show } from './dom.js';

const PAGES = [
  ['/', 'Lab'], ['/tour', 'Guided tour'], ['/annotate', 'Annotate'], ['/train', 'Train on my labels'],
  ['/bench', "Instructor's bench"], ['/research', "Researcher's corner"],
];

export function bar() {
  const links = PAGES.map(([path, name]) => el('a', {
    href: path, 'aria-current': location.pathname === path ? 'page' : null,
  }, name));
  const theme = el('button', { type: 'button', id: 'theme', onclick: () => turn(theme) });
  show(at('bar'), el('p', { class: 'product' }, 'RLHF Lab'),
    el('nav', { 'aria-label': 'Pages' }, links), theme);
  paint(theme, remembered() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
}

function remembered() {
  try { return localStorage.getItem('theme'); } catch { return null; }
}

function turn(button) {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  try { localStorage.setItem('theme', next); } catch { /* then it holds for this page */ }
  paint(button, next);
}

function paint(button, theme) {
  document.documentElement.dataset.theme = theme;
  show(button, theme === 'dark' ? 'Light' : 'Dark');
}

/** Shows what went wrong until the next thing goes well. */
export function complain(error) {
  show(at('trouble'), el('p', {}, error.message), el('button', { type: 'button', onclick: calm }, 'Close'));
  at('trouble').hidden = false;
}

export function calm() {
  at('trouble').hidden = true;
}

/** A listener that reports what it throws. */
export const trying = action => async event => {
  try {
    calm();
    await action(event);
  } catch (error) {
    complain(error);
  }
};

/** Says something to those who do not see it appear. */
export function say(text) {
  show(at('said'), text);
}

export const ready = () => { document.documentElement.dataset.ready = 'yes'; };
